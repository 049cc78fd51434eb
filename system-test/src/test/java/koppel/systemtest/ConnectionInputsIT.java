package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every call around connections, with what people send by mistake: too much, too little, or what is nothing of the kind. */
class ConnectionInputsIT {

    private static final String LONG = "x".repeat(201);

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Administrator administrator = Administrator.signIn(micro.address());
    private final Http portal = administrator.http();
    private final Http anonymous = Http.anonymous(micro.address());
    private final Organisation organisation = administrator.organisation("Inputs");

    private JsonObject create(String json) {
        return administrator.create(organisation, json);
    }

    /** The object with members that nobody knows, one of them with a name that only looks known. */
    private static String with(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return Json.createObjectBuilder(reader.readObject())
                    .add("colour", "blue")
                    .add("ADMINISTRATION", 7)
                    .add("nested", Json.createObjectBuilder().add("state", "revoked"))
                    .build()
                    .toString();
        }
    }

    @Test
    void whatNobodyKnowsIsIgnored() {
        portal.post(
                        "/portal/v1/session",
                        with("{\"email\": \"%s\", \"password\": \"%s\"}"
                                .formatted(Administrator.EMAIL, Administrator.PASSWORD)))
                .expect(200);
        Organisation further = administrator.organisation("Further");
        JsonObject created = create(with("{\"softwarePackage\": \"whitevision\"}"));
        String clipboard = created.getString("clipboardText");
        SoftwarePackage connected = SoftwarePackage.withKeys(micro.address(), organisation, created);

        portal.put(connected.inPortal("/organisations/" + further.id()), with("{}"))
                .expect(201);
        portal.put(
                        connected.inPortal("/quickConnect"),
                        with("{\"administration\": \"1\", \"email\": \"a@b.example\", \"confirmed\": true}"))
                .expect(200);
        anonymous
                .post("/connect/v1/quickConnect/check", with(SoftwarePackage.pasted(clipboard)))
                .expect(200);
        anonymous
                .post("/connect/v1/quickConnect/administrations", with(SoftwarePackage.pasted(clipboard)))
                .expect(200);
        anonymous
                .post(
                        "/connect/v1/quickConnect/apply",
                        with(
                                "{\"keys\": %s, \"administration\": \"1\", \"email\": \"a@b.example\", \"confirmed\": true}"
                                        .formatted(Json.createValue(clipboard))))
                .expect(200);
        String link = portal.post(connected.inPortal("/handover"), with("{}"))
                .expect(201)
                .json()
                .getString("url");
        anonymous
                .post(
                        "/connect/v1/handover",
                        with("{\"token\": \"%s\"}".formatted(link.substring(link.indexOf('#') + 1))))
                .expect(201);
        portal.post(connected.inPortal("/keys"), with("{}")).expect(201);
        portal.post(connected.inPortal("/revoke"), with("{}")).expect(200);
        SoftwarePackage again = administrator.reconnect(connected, with("{}"));
        anonymous
                .post(
                        "/connect/v1/leaked",
                        with("{\"appKey\": \"%s\", \"secret\": \"%s\"}".formatted(again.appKey(), again.secret())))
                .expect(202);

        JsonObject seen = administrator.connection(connected);
        assertThat(seen.getString("administration")).isEqualTo("1");
        assertThat(seen.getString("state")).isEqualTo("revoked");
        assertThat(seen.getString("keysEnded")).isEqualTo("leaked");
    }

    @Test
    void whatIsMissingOrMalformedIsListedAllAtOnceAndChangesNothing() {
        SoftwarePackage connected = administrator.connect(organisation, "exact-multivers");
        Organisation further = administrator.organisation("Further");
        JsonObject before = administrator.connection(connected);

        wrong(anonymous.post("/portal/v1/session", "{}"), "email", "password");
        wrong(anonymous.post("/portal/v1/session", "{\"email\": 1, \"password\": []}"), "email", "password");
        wrong(portal.post("/portal/v1/organisations", "{}"), "name", "partyIds");
        wrong(
                portal.post(
                        "/portal/v1/organisations",
                        "{\"name\": \"%s\", \"partyIds\": [\"0106:1\", 2, null], \"country\": \"Mars\", \"environmentId\": \"x\"}"
                                .formatted(LONG)),
                "name",
                "partyIds[0]",
                "partyIds[1]",
                "partyIds[2]",
                "country",
                "environmentId");
        wrong(portal.post(organisation.inPortal("/connections"), "{}"), "softwarePackage");
        wrong(
                portal.post(
                        organisation.inPortal("/connections"),
                        "{\"softwarePackage\": 1, \"name\": \"%s\", \"acknowledgement\": \"maybe\", \"leaseSeconds\": 1.5, \"administration\": \"%s\", \"follows\": \"it\", \"reoffer\": \"yes\", \"directions\": {\"send\": 1}}"
                                .formatted(LONG, LONG)),
                "softwarePackage",
                "name",
                "acknowledgement",
                "leaseSeconds",
                "administration",
                "follows",
                "reoffer",
                "directions.send",
                "directions");
        wrong(
                portal.post(connected.inPortal("/keys"), "{\"overlapSeconds\": 604801, \"compromised\": 1}"),
                "overlapSeconds",
                "compromised");
        wrong(portal.post(connected.inPortal("/handover"), "{\"expiresInSeconds\": 59}"), "expiresInSeconds");
        wrong(
                portal.post(connected.inPortal("/reconnect"), "{\"reoffer\": 0, \"startDate\": \"2026-02-30\"}"),
                "reoffer",
                "startDate");
        wrong(portal.put(connected.inPortal("/quickConnect"), "{}"), "administration", "email", "confirmed");
        wrong(
                portal.put(
                        connected.inPortal("/quickConnect"),
                        "{\"administration\": 7, \"email\": \"me\", \"startDate\": \"soon\", \"salesInvoices\": 1, \"confirmed\": false}"),
                "administration",
                "email",
                "startDate",
                "salesInvoices",
                "confirmed");
        wrong(
                portal.put(
                        connected.inPortal("/organisations/" + further.id()),
                        "{\"administration\": \"%s\", \"startDate\": 5, \"salesInvoices\": \"no\"}".formatted(LONG)),
                "administration",
                "startDate",
                "salesInvoices");
        wrong(
                portal.put(connected.inPortal("/organisations/" + further.id()), "{\"salesInvoices\": true}"),
                "salesInvoices");

        assertThat(administrator.connection(connected)).isEqualTo(before);
        assertThat(administrator
                        .box(organisation, "audit")
                        .getJsonArray("items")
                        .size())
                .as("the organisation and the connection, each made once")
                .isEqualTo(2);
    }

    @Test
    void ofTheQuickConnectWindowTooEverythingIsListedAtOnce() {
        JsonObject created = create("{\"softwarePackage\": \"whitevision\"}");
        String clipboard = created.getString("clipboardText");
        String cutOff = clipboard.replace(created.getString("secret"), "kpl_sec_cut");
        String apply = "/connect/v1/quickConnect/apply";

        wrong(anonymous.post("/connect/v1/quickConnect/check", "{}"), "keys");
        wrong(anonymous.post("/connect/v1/quickConnect/administrations", "{\"keys\": 5}"), "keys");
        wrong(anonymous.post(apply, "{}"), "keys", "administration", "email", "confirmed");
        wrong(
                anonymous.post(
                        apply,
                        "{\"keys\": [], \"administration\": 1, \"email\": \"x\", \"startDate\": \"1\", \"salesInvoices\": 1, \"confirmed\": 1}"),
                "keys",
                "administration",
                "email",
                "startDate",
                "salesInvoices",
                "confirmed");
        wrong(
                anonymous.post(apply, "{\"keys\": %s, \"startDate\": \"1\"}".formatted(Json.createValue(cutOff))),
                "keys",
                "administration",
                "email",
                "startDate",
                "confirmed");
        // the address may come with the paste, also when the keys in it cannot be used
        wrong(
                anonymous.post(apply, SoftwarePackage.pasted(cutOff.replace("EMAIL_ID:;", "EMAIL_ID:a@b.example;"))),
                "keys",
                "administration",
                "confirmed");
        wrong(anonymous.post(apply, SoftwarePackage.pasted(clipboard)), "administration", "email", "confirmed");
        wrong(anonymous.post("/connect/v1/handover", "{\"token\": 1}"), "token");
        assertThat(administrator
                        .connection(SoftwarePackage.withKeys(micro.address(), organisation, created))
                        .isNull("administration"))
                .isTrue();
    }

    @Test
    void ofVendorsAndTheOperatorTooEverythingIsListedAtOnce() {
        administrator.connect(organisation, "basecone");
        JsonObject issued = portal.post("/portal/v1/softwarePackages/basecone/credentials")
                .expect(201)
                .json();
        Http vendor = anonymous.basic(issued.getString("clientId"), issued.getString("clientSecret"));
        String books = "/api/v1/" + organisation.partyId() + "/administration/";

        wrong(vendor.put(books + "1", "{}"), "name", "emails");
        wrong(
                vendor.put(books + "1", "{\"name\": 1, \"emails\": [\"a@b.example\", 2, \"x\"]}"),
                "name",
                "emails[1]",
                "emails[2]");
        wrong(vendor.put(books + "x".repeat(101), "{\"name\": \"n\", \"emails\": []}"), "code");
        wrong(
                portal.post("/portal/v1/softwarePackages/basecone/credentials", "{\"overlapSeconds\": -1}"),
                "overlapSeconds");
        wrong(portal.put("/portal/v1/softwarePackages/basecone/connector", "{\"url\": \"ftp://x\"}"), "url");
        wrong(portal.put("/portal/v1/softwarePackages/basecone/connector", "{\"url\": 5}"), "url");
        wrong(portal.post("/portal/v1/accessPoints", "{}"), "name");
        wrong(portal.post("/portal/v1/accessPoints", "{\"name\": 5}"), "name");
    }

    private static void wrong(Answer answer, String... fields) {
        assertThat(answer.wrongFields()).containsExactlyInAnyOrder(fields);
    }

    @Test
    void whatIsNoObjectIsNotUnderstood() {
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        for (String body : List.of("[]", "\"keys\"", "{", "{\"a\": 1} x", "nonsense", "{\"a\": \"\\u0000\"}")) {
            portal.post(organisation.inPortal("/connections"), body).problem(400, "bad-request");
            portal.put(connected.inPortal("/quickConnect"), body).problem(400, "bad-request");
            anonymous.post("/connect/v1/quickConnect/check", body).problem(400, "bad-request");
        }
        portal.call("PUT", connected.inPortal("/quickConnect"), "text/plain", BodyPublishers.ofString("{}"))
                .problem(415, "unsupported-media-type");
        anonymous
                .post("/connect/v1/quickConnect/check", "{\"keys\": \"%s\"}".formatted("x".repeat(1_100_000)))
                .problem(413, "content-too-large");
    }
}
