package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person configures a connection, signed in or with the keys alone; and what vendors tell for it. */
class QuickConnectIT {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private static Http vendor;
    private static String clientId;
    private static String clientSecret;

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());

    @BeforeAll
    static void prepare() {
        JsonObject issued = Administrator.signIn(micro.address())
                .http()
                .post("/portal/v1/softwarePackages/basecone/credentials")
                .expect(201)
                .json();
        clientId = issued.getString("clientId");
        clientSecret = issued.getString("clientSecret");
        vendor = Http.anonymous(micro.address()).basic(clientId, clientSecret);
    }

    private static Answer put(Http http, String path, String json) {
        return http.call("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    private JsonObject create(Organisation organisation, String softwarePackage) {
        return administrator
                .http()
                .post(
                        "/portal/v1/organisations/" + organisation.id() + "/connections",
                        "{\"softwarePackage\": \"%s\"}".formatted(softwarePackage))
                .expect(201)
                .json();
    }

    private void push(Organisation organisation, String code, String... emails) {
        put(
                        vendor,
                        "/api/v1/" + organisation.partyId() + "/administration/" + code,
                        Json.createObjectBuilder()
                                .add("name", "Books " + code)
                                .add("emails", Json.createArrayBuilder(List.of(emails)))
                                .build()
                                .toString())
                .expect(201);
    }

    private Answer apply(JsonObject connection, String json) {
        return put(
                administrator.http(), "/portal/v1/connections/" + connection.getString("id") + "/quickConnect", json);
    }

    private Answer pasted(String step, String keys, String more) {
        return anonymous.post(
                "/connect/v1/quickConnect/" + step, "{\"keys\": %s%s}".formatted(Json.createValue(keys), more));
    }

    private static String fields(JsonObject problem) {
        return problem.getJsonArray("violations").getValuesAs(JsonValue::asJsonObject).stream()
                .map(violation -> violation.getString("field"))
                .toList()
                .toString();
    }

    @Test
    void signedInTheWholeWindowIsAppliedAtOnceOrNotAtAll() {
        Organisation organisation = administrator.organisation("Signed in");
        JsonObject connection = create(organisation, "basecone");
        push(organisation, "100", "books@bakery.example");

        JsonObject listed = administrator
                .http()
                .get("/portal/v1/connections/" + connection.getString("id") + "/administrations")
                .expect(200)
                .json();
        assertThat(listed.toString()).contains("Books 100").doesNotContain("bakery.example");

        assertThat(fields(apply(connection, "{\"startDate\": \"soon\"}").problem(400, "invalid-input")))
                .isEqualTo("[administration, email, startDate, confirmed]");
        apply(connection, """
                {"administration": "999", "email": "books@bakery.example", "confirmed": true}""").problem(400, "invalid-input");
        apply(connection, """
                {"administration": "100", "email": "other@bakery.example", "confirmed": true}""").problem(422, "email-not-linked");
        apply(connection, """
                {"administration": "100", "email": "%s", "confirmed": true}""".formatted(Administrator.EMAIL)).problem(422, "email-is-account");
        assertThat(administrator
                        .http()
                        .get("/portal/v1/connections/" + connection.getString("id"))
                        .json()
                        .isNull("administration"))
                .isTrue();

        JsonObject applied = apply(connection, """
                {"administration": "100", "email": "Books@Bakery.example", "startDate": "2026-01-31", "salesInvoices": true,
                 "confirmed": true}""").expect(200).json();
        assertThat(applied.getString("administration")).isEqualTo("100");
        assertThat(applied.getString("startDate")).isEqualTo("2026-01-31");
        assertThat(applied.getBoolean("salesInvoices")).isTrue();
        assertThat(administrator.box(organisation, "audit").toString()).contains("connection.quickConnect");
    }

    @Test
    void theAdministrationsOfAnOrganisationThatIsToBeServedAreListedToo() {
        Organisation own = administrator.organisation("Own");
        Organisation further = administrator.organisation("Further");
        JsonObject connection = create(own, "basecone");
        create(further, "basecone");
        push(own, "1", "one@bakery.example");
        push(further, "2", "two@bakery.example");
        String path = "/portal/v1/connections/" + connection.getString("id") + "/administrations";

        assertThat(administrator.http().get(path).expect(200).json().toString())
                .contains("Books 1")
                .doesNotContain("Books 2");
        assertThat(administrator
                        .http()
                        .get(path + "?organisationId=" + further.id())
                        .expect(200)
                        .json()
                        .toString())
                .contains("Books 2")
                .doesNotContain("Books 1", "bakery.example");
        for (String missing : List.of("nonsense", "00000000-0000-0000-0000-000000000000")) {
            administrator.http().get(path + "?organisationId=" + missing).problem(404, "not-found");
        }
    }

    @Test
    void withTheKeysAloneTheSameIsDoneAndLessIsTold() {
        Organisation organisation = administrator.organisation("Keys alone");
        JsonObject connection = create(organisation, "basecone");
        push(organisation, "7", "seven@bakery.example");
        String clipboard = connection.getString("clipboardText");
        assertThat(clipboard)
                .isEqualTo("APP_KEY:" + connection.getString("appKey") + ";SECRET_KEY:" + connection.getString("secret")
                        + ";EMAIL_ID:;COMPANY_ID:" + organisation.companyId() + ";");

        JsonObject checked = pasted("check", clipboard, "").expect(200).json();
        assertThat(checked.getString("companyId")).isEqualTo(organisation.companyId());
        assertThat(checked.getBoolean("quickConnect")).isTrue();
        String twoLines = "  " + connection.getString("secret") + "\r\n\r\n\"" + connection.getString("appKey") + "\" ";
        assertThat(pasted("administrations", twoLines, "").expect(200).json().getJsonArray("items"))
                .hasSize(1);

        pasted(
                        "apply",
                        clipboard,
                        ", \"administration\": \"7\", \"confirmed\": true, \"email\": \"%s\""
                                .formatted(Administrator.EMAIL))
                .problem(422, "email-not-linked");
        String withEmail = clipboard.replace("EMAIL_ID:;", "EMAIL_ID:seven@bakery.example;");
        assertThat(pasted("apply", withEmail, ", \"administration\": \"7\", \"confirmed\": true")
                        .expect(200)
                        .json()
                        .getString("administration"))
                .isEqualTo("7");
    }

    @Test
    void aWrongPasteIsExplainedAndNeverRepeated() {
        Organisation organisation = administrator.organisation("Pastes");
        JsonObject connection = create(organisation, "basecone");
        String secret = connection.getString("secret");
        String other = create(organisation, "yuki").getString("secret");
        String clipboard = connection.getString("clipboardText");

        for (String wrong : List.of(
                "",
                "hello",
                connection.getString("appKey"),
                clipboard.replace(secret, secret.substring(0, 40)),
                clipboard + "SECRET_KEY:" + other,
                clipboard.replace("COMPANY_ID:XC", "COMPANY_ID:YY"),
                "x".repeat(5000))) {
            Answer answer = pasted("check", wrong, "");
            answer.problem(400, "invalid-input");
            assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                    .doesNotContain(secret.substring(8, 30), other.substring(8, 30));
        }
        pasted("check", clipboard.replace(secret, other), "").problem(401, "unauthenticated");
        pasted("check", clipboard.replace(organisation.companyId(), "XCNL99999"), "")
                .problem(400, "invalid-input");
    }

    @Test
    void whereNobodyToldOfAdministrationsTheyAreEnteredByHand() {
        JsonObject connection = create(administrator.organisation("By hand"), "whitevision");

        assertThat(administrator
                        .http()
                        .get("/portal/v1/connections/" + connection.getString("id") + "/administrations")
                        .expect(200)
                        .json()
                        .getBoolean("byHand"))
                .isTrue();
        apply(connection, """
                {"administration": "typed", "email": "me@example.com", "confirmed": true}""").expect(200);
    }

    @Test
    void salesInvoicesAndQuickConnectAreOnlyForPackagesThatCan() {
        Organisation organisation = administrator.organisation("Able");
        assertThat(fields(apply(create(organisation, "exact-multivers"), """
                        {"administration": "1", "email": "a@b.example", "salesInvoices": true, "confirmed": true}""").problem(400, "invalid-input")))
                .isEqualTo("[salesInvoices]");
        apply(create(organisation, "own-app"), """
                {"administration": "1", "email": "a@b.example", "confirmed": true}""").problem(409, "quick-connect-unsupported");
    }

    @Test
    void theSecondForAnAdministrationIsAConflictThatNamesTheFirst() {
        Organisation organisation = administrator.organisation("Twice");
        JsonObject first = create(organisation, "whitevision");
        JsonObject second = create(organisation, "whitevision");
        assertThat(second.getJsonArray("warnings")).hasSize(1);
        String wish = """
                {"administration": "1", "email": "a@b.example", "confirmed": true}""";
        apply(first, wish).expect(200);

        JsonObject problem = apply(second, wish).problem(409, "connection-exists");
        assertThat(problem.getString("connectionId")).isEqualTo(first.getString("id"));
        administrator
                .http()
                .post("/portal/v1/connections/" + first.getString("id") + "/revoke")
                .expect(200);
        apply(second, wish).expect(200);
        assertThat(apply(first, wish).problem(409, "connection-not-active").getString("state"))
                .isEqualTo("revoked");
    }

    @Test
    void theStartDateTakesDocumentsOutOfTheQueueAndBack() {
        Organisation seller = administrator.organisation("Seller");
        Organisation buyer = administrator.organisation("Buyer");
        SoftwarePackage sending = administrator.connect(seller, "radar");
        SoftwarePackage retrieving = administrator.connect(buyer, "whitevision");
        sending.send(Invoices.next(seller, buyer));
        assertThat(retrieving.listed()).hasSize(1);
        String path = "/portal/v1/connections/" + retrieving.connection() + "/quickConnect";
        String wish = """
                {"administration": "1", "email": "a@b.example", "confirmed": true, "startDate": "%s"}""";
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));

        put(administrator.http(), path, wish.formatted(today.plusDays(3))).expect(200);
        assertThat(retrieving.listed()).isEmpty();
        assertThat(administrator.connection(retrieving).getInt("waiting")).isZero();

        put(administrator.http(), path, wish.formatted(today.minusDays(3))).expect(200);
        String document = retrieving.listed().get(0).getString("documentId");
        retrieving.download(document);
        put(administrator.http(), path, wish.formatted(today.plusDays(3))).expect(200);
        put(administrator.http(), path, wish.formatted(today.minusDays(3))).expect(200);
        assertThat(retrieving.listed()).isEmpty();
    }

    @Test
    void aVendorsCredentialsPushAdministrationsAndReachNoDocuments() {
        Organisation organisation = administrator.organisation("Vendor");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        Organisation stranger = administrator.organisation("Stranger");
        administrator.connect(stranger, "yuki");
        String path = "/administration/1";
        String body = "{\"name\": \"n\", \"emails\": []}";

        vendor.get(connected.path("purchaseInvoice")).problem(401, "unauthenticated");
        vendor.get("/api/v1/me").problem(401, "unauthenticated");
        put(connected.http(), "/api/v1/" + organisation.partyId() + path, body).problem(401, "unauthenticated");
        put(vendor, "/api/v1/" + stranger.partyId() + path, body).problem(404, "not-found");
        put(vendor, "/api/v1/0106:99999999" + path, body).problem(404, "not-found");
        assertThat(fields(put(vendor, "/api/v1/" + organisation.partyId() + path, "{\"emails\": [\"x\"]}")
                        .problem(400, "invalid-input")))
                .isEqualTo("[name, emails[0]]");

        String token = anonymous
                .postForm(
                        "/connect/token",
                        "grant_type=client_credentials&client_id=" + clientId + "&client_secret=" + clientSecret)
                .expect(200)
                .json()
                .getString("access_token");
        Http byToken = anonymous.bearer(token);
        put(byToken, "/api/v1/" + organisation.companyId() + path, body).expect(201);
        byToken.get(connected.path("purchaseInvoice")).problem(401, "unauthenticated");
        byToken.get("/portal/v1/me").problem(401, "unauthenticated");
    }

    @Test
    void aVendorsClientGetsATokenForTheKeysOfItsPackage() {
        Organisation organisation = administrator.organisation("Password grant");
        SoftwarePackage basecone = administrator.connect(organisation, "basecone");
        SoftwarePackage yuki = administrator.connect(organisation, "yuki");

        JsonObject told =
                anonymous.get("/.well-known/openid-configuration").expect(200).json();
        assertThat(told.getString("token_endpoint")).isEqualTo(micro.address() + "/connect/token");
        assertThat(told.getString("issuer")).as("what tokens have").isEqualTo("koppel");
        assertThat(anonymous.get("/.well-known/jwks.json").expect(200).json().getJsonArray("keys"))
                .hasSize(1);
        String token = password(basecone, basecone.secret()).expect(200).json().getString("access_token");
        anonymous.bearer(token).get(basecone.path("purchaseInvoice")).expect(200);
        administrator.revoke(basecone);
        anonymous.bearer(token).get(basecone.path("purchaseInvoice")).problem(401, "keys-revoked");
        assertThat(password(yuki, yuki.secret()).expect(400).json().getString("error"))
                .isEqualTo("invalid_grant");
        assertThat(password(yuki, "nonsense").expect(400).json().getString("error"))
                .isEqualTo("invalid_grant");
        assertThat(anonymous
                        .postForm(
                                "/connect/token",
                                "grant_type=password&client_id=" + clientId + "&client_secret=nonsense&username="
                                        + yuki.appKey() + "&password=" + yuki.secret())
                        .expect(401)
                        .json()
                        .getString("error"))
                .isEqualTo("invalid_client");
    }

    private Answer password(SoftwarePackage connected, String secret) {
        return anonymous.postForm(
                "/connect/token",
                "grant_type=password&scope=ap&client_id=" + clientId + "&client_secret=" + clientSecret + "&username="
                        + connected.appKey() + "&password=" + secret);
    }
}
