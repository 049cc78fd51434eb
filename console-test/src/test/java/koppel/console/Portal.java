package koppel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What a test needs to be there before a person looks at it, made through the APIs. */
final class Portal {

    private final APIRequestContext http;

    private Portal(APIRequestContext http) {
        this.http = http;
    }

    record Organisation(String id, String companyId, String partyId) {
        String path(String rest) {
            return "organisations/" + id + (rest.isEmpty() ? "" : "/" + rest);
        }
    }

    record Keys(String connection, String appKey, String secret) {
        Map<String, String> basic() {
            byte[] pair = (appKey + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
    }

    static Portal signedIn() {
        return new Portal(anonymous(Map.of("Authorization", "Bearer " + Session.TOKEN)));
    }

    /** As somebody else than the administrator. */
    static Portal signedInAs(String email, String password) {
        return new Portal(anonymous(Map.of("Authorization", "Bearer " + tokenOf(email, password))));
    }

    static String tokenOf(String email, String password) {
        return answer(anonymous(Map.of())
                        .post(
                                "portal/v1/session",
                                RequestOptions.create().setData(Map.of("email", email, "password", password))))
                .get("accessToken")
                .getAsString();
    }

    /** A token of the administrator, for as many tests as like it. */
    static String token() {
        return Session.TOKEN;
    }

    /** A password check is slow on purpose, so one is enough. */
    private static final class Session {

        static final String TOKEN = tokenOf(Installation.EMAIL, Installation.PASSWORD);
    }

    private static APIRequestContext anonymous(Map<String, String> headers) {
        return Installation.playwright()
                .request()
                .newContext(new APIRequest.NewContextOptions()
                        .setTimeout(2 * Installation.LONGEST_WAIT)
                        .setBaseURL(Installation.address() + "/")
                        .setExtraHTTPHeaders(headers));
    }

    JsonObject post(String path, Object body) {
        return answer(http.post("portal/v1/" + path, RequestOptions.create().setData(body)));
    }

    JsonObject get(String path) {
        return answer(http.get("portal/v1/" + path));
    }

    private static JsonObject answer(APIResponse response) {
        assertThat(response.ok()).as(response::text).isTrue();
        return JsonParser.parseString(response.text()).getAsJsonObject();
    }

    /** An organisation with a party id that nobody else has. */
    Organisation organisation(String name) {
        String partyId = newPartyId();
        JsonObject created = post("organisations", Map.of("name", name, "partyIds", List.of(partyId)));
        return new Organisation(
                created.get("id").getAsString(), created.get("companyId").getAsString(), partyId);
    }

    static String newPartyId() {
        return "0106:" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    Keys connect(Organisation organisation, String softwarePackage) {
        return connect(organisation, Map.of("softwarePackage", softwarePackage));
    }

    Keys connect(Organisation organisation, Map<String, Object> wish) {
        JsonObject created = post("organisations/" + organisation.id() + "/connections", wish);
        return new Keys(
                created.get("id").getAsString(),
                created.get("appKey").getAsString(),
                created.get("secret").getAsString());
    }

    void revoke(Keys keys) {
        post("connections/" + keys.connection() + "/revoke", Map.of());
    }

    /** The keys of the connection serve another organisation, too. */
    void serve(Keys keys, Organisation organisation, Map<String, Object> wish) {
        put("connections/" + keys.connection() + "/organisations/" + organisation.id(), wish);
    }

    JsonObject put(String path, Object body) {
        return answer(http.put("portal/v1/" + path, RequestOptions.create().setData(body)));
    }

    /** Where a package's administrations are fetched from now on; empty: nowhere. */
    void setConnector(String softwarePackage, String url) {
        APIResponse response = http.put(
                "portal/v1/softwarePackages/" + softwarePackage + "/connector",
                RequestOptions.create().setData(url.isEmpty() ? Map.of() : Map.of("url", url)));
        assertThat(response.ok()).as(response::text).isTrue();
    }

    /** The vendor of a package tells of an administration with its own credentials. */
    void push(String softwarePackage, Organisation organisation, String code, String name, String email) {
        JsonObject vendor = post("softwarePackages/" + softwarePackage + "/credentials", Map.of());
        Map<String, String> credentials = new Keys(
                        "",
                        vendor.get("clientId").getAsString(),
                        vendor.get("clientSecret").getAsString())
                .basic();
        String token = answer(anonymous(credentials)
                        .post(
                                "connect/token",
                                RequestOptions.create()
                                        .setForm(com.microsoft.playwright.options.FormData.create()
                                                .set("grant_type", "client_credentials"))))
                .get("access_token")
                .getAsString();
        APIResponse response = anonymous(Map.of("Authorization", "Bearer " + token))
                .put(
                        "api/v1/" + organisation.partyId() + "/administration/" + code,
                        RequestOptions.create().setData(Map.of("name", name, "emails", List.of(email))));
        assertThat(response.ok()).as(response::text).isTrue();
    }

    /** Whether a call of a software package with these keys succeeds. */
    static boolean accepted(String appKey, String secret) {
        return anonymous(new Keys("", appKey, secret).basic()).get("api/v1/me").ok();
    }

    static void send(Keys sending, Organisation from, byte[] invoice) {
        APIResponse response = anonymous(sending.basic())
                .post(
                        "api/v1/" + from.partyId() + "/salesInvoice/send",
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/xml")
                                .setData(invoice));
        assertThat(response.ok()).as(response::text).isTrue();
    }

    /** @return the ids of what lies ready, oldest first */
    static List<String> listed(Keys keys, Organisation organisation) {
        return ofEachListed("documentId", keys, organisation);
    }

    /** @return why each of them lies ready: it was received, or re-offered */
    static List<String> reasons(Keys keys, Organisation organisation) {
        return ofEachListed("reason", keys, organisation);
    }

    private static List<String> ofEachListed(String member, Keys keys, Organisation organisation) {
        JsonArray items = answer(anonymous(keys.basic()).get("api/v1/" + organisation.partyId() + "/purchaseInvoice"))
                .getAsJsonArray("items");
        List<String> texts = new ArrayList<>();
        for (JsonElement item : items) {
            texts.add(item.getAsJsonObject().get(member).getAsString());
        }
        return texts;
    }

    static void retrieve(Keys keys, Organisation organisation, String document) {
        APIResponse response = anonymous(keys.basic())
                .get("api/v1/" + organisation.partyId() + "/purchaseInvoice/" + document + "/download");
        assertThat(response.ok()).as(response::text).isTrue();
    }

    /** Gives it back without having kept it. */
    static void release(Keys keys, Organisation organisation, String document) {
        APIResponse response = anonymous(keys.basic())
                .post("api/v1/" + organisation.partyId() + "/purchaseInvoice/" + document + "/release");
        assertThat(response.ok()).as(response::text).isTrue();
    }
}
