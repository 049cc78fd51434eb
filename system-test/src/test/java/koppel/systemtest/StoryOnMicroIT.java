package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story on Payara Micro with its embedded database, and what bad input gets there. */
class StoryOnMicroIT extends Story {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    @Override
    URI node() {
        return micro.address();
    }

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());

    @Test
    void whatIsNotJsonIsABadRequest() {
        administrator.http().post("/portal/v1/organisations", "{nope").problem(400, "bad-request");
        administrator.http().post("/portal/v1/organisations", "[]").problem(400, "bad-request");
        administrator.http().post("/portal/v1/organisations", "[".repeat(100)).problem(400, "bad-request");
    }

    @Test
    void everythingThatIsMissingOrMalformedIsListedAtOnce() {
        assertThat(administrator
                        .http()
                        .post("/portal/v1/organisations", "{}")
                        .problem(400, "invalid-input")
                        .getJsonArray("violations"))
                .hasSize(2);
        // one of a wrong type, one missing
        assertThat(administrator
                        .http()
                        .post("/portal/v1/organisations", "{\"name\": 5}")
                        .problem(400, "invalid-input")
                        .getJsonArray("violations"))
                .hasSize(2);
        Organisation organisation = administrator.organisation("Strict");
        assertThat(administrator
                        .http()
                        .post(
                                "/portal/v1/organisations/" + organisation.id() + "/connections",
                                "{\"softwarePackage\": \"none\", \"acknowledgement\": \"maybe\", \"leaseSeconds\": 0}")
                        .problem(400, "invalid-input")
                        .getJsonArray("violations"))
                .hasSize(3);
    }

    @Test
    void aWrongStateIsAConflictThatNamesTheState() {
        SoftwarePackage connected = administrator.connect(administrator.organisation("States"), "basecone");
        String connection = "/portal/v1/connections/" + connected.connection();
        assertThat(administrator
                        .http()
                        .post(connection + "/reconnect")
                        .problem(409, "connection-active")
                        .getString("state"))
                .isEqualTo("active");
        administrator.http().delete(connection).problem(409, "connection-active");
        administrator.revoke(connected);
        assertThat(administrator
                        .http()
                        .post(connection + "/revoke")
                        .problem(409, "connection-not-active")
                        .getString("state"))
                .isEqualTo("revoked");
        administrator.http().post(connection + "/keys").problem(409, "connection-not-active");
        administrator
                .http()
                .post("/portal/v1/reoffers", "{\"connectionId\": \"" + connected.connection() + "\"}")
                .problem(409, "connection-not-active");
    }

    @Test
    void aSecondConnectionForTheSameAdministrationNamesTheFirst() {
        Organisation organisation = administrator.organisation("Conflict");
        String body = "{\"softwarePackage\": \"basecone\", \"administration\": \"100\"}";
        SoftwarePackage first = administrator.connectWith(organisation, body);
        assertThat(administrator
                        .http()
                        .post("/portal/v1/organisations/" + organisation.id() + "/connections", body)
                        .problem(409, "connection-exists")
                        .getString("connectionId"))
                .isEqualTo(first.connection());
    }

    @Test
    void foreignIdsAreAnsweredLikeMissingOnes() {
        Organisation one = administrator.organisation("One");
        Organisation other = administrator.organisation("Other");
        SoftwarePackage keys = administrator.connect(one, "own-app");
        String nobody = "00000000-0000-4000-8000-000000000000";
        keys.http().get("/api/v1/" + other.partyId() + "/purchaseInvoice").problem(404, "not-found");
        keys.http().get("/api/v1/0106:00000000/purchaseInvoice").problem(404, "not-found");
        keys.http().get("/api/v1/" + other.companyId() + "/purchaseInvoice").problem(404, "not-found");
        keys.http().get("/api/v1/" + one.companyId() + "/purchaseInvoice").expect(200);
        keys.http().get(keys.path("purchaseInvoice/" + nobody + "/download")).problem(404, "not-found");
        administrator.http().get("/portal/v1/connections/" + nobody).problem(404, "not-found");
        administrator
                .http()
                .post("/portal/v1/connections/" + nobody + "/revoke")
                .problem(404, "not-found");
        administrator
                .http()
                .get("/portal/v1/organisations/" + nobody + "/inbox")
                .problem(404, "not-found");
        administrator.http().get("/portal/v1/reoffers/" + nobody).problem(404, "not-found");
    }

    @Test
    void badDocumentsAreRefusedWithFindingsAndStoreNothing() {
        Organisation seller = administrator.organisation("Refused");
        Organisation buyer = administrator.organisation("Untouched");
        SoftwarePackage sending = administrator.connect(seller, "radar");
        String good = new String(Invoices.next(seller, buyer), java.nio.charset.StandardCharsets.UTF_8);
        for (String bad : new String[] {
            "",
            "<a>",
            "not xml",
            good.substring(0, good.length() / 2),
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
            good.replace("Invoice-2", "Order-2")
        }) {
            assertThat(sending.trySend(bad.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .problem(422, "invalid-document")
                            .getJsonArray("findings"))
                    .isNotEmpty();
        }
        sending.trySend(Invoices.next(buyer, seller)).problem(422, "supplier-foreign");
        Organisation nobody = new Organisation("", "", "0106:00000001");
        sending.trySend(Invoices.next(seller, nobody)).problem(422, "receiver-unknown");
        sending.http()
                .postXml(sending.path("salesInvoice/send?receiverId=" + seller.partyId()), Invoices.next(seller, buyer))
                .problem(422, "receiver-other");
        administrator
                .connect(buyer, "basecone")
                .trySend(Invoices.next(buyer, seller))
                .problem(403, "not-allowed");
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).isEmpty();
        assertThat(administrator.box(buyer, "inbox").getJsonArray("items")).isEmpty();
    }

    @Test
    void twentyFiveMegabytesAreTooMuchHoweverTheyCome() {
        SoftwarePackage sending = administrator.connect(administrator.organisation("Large"), "radar");
        byte[] large = new byte[25 * 1024 * 1024];
        sending.trySend(large).problem(413, "content-too-large");
        sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/send"),
                        "application/xml",
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .problem(413, "content-too-large");
    }

    @Test
    void whatTheContainerRefusesIsAProblemDocumentToo() {
        anonymous.get("/nothing/here").problem(404, "not-found");
        anonymous.get("/api/v1/a/b/c").problem(404, "not-found");
        administrator.http().get("/portal/v1/nothing").problem(404, "not-found");
        administrator
                .http()
                .call("PUT", "/portal/v1/organisations", "application/json", BodyPublishers.ofString("{}"))
                .problem(405, "method-not-allowed");
        administrator
                .http()
                .call("POST", "/portal/v1/organisations", "text/plain", BodyPublishers.ofString("x"))
                .problem(415, "unsupported-media-type");
        anonymous.bearer("not.a.token").get("/portal/v1/me").problem(401, "unauthenticated");
        anonymous.get("/portal/v1/me").problem(401, "unauthenticated");
        anonymous.get("/api/v1/me").problem(401, "unauthenticated");
    }

    @Test
    void eachApiRefusesTheOthersTokens() {
        SoftwarePackage keys = administrator.connect(administrator.organisation("Tokens"), "basecone");
        anonymous.bearer(keys.token()).get("/api/v1/me").expect(200);
        anonymous.bearer(keys.token()).get("/portal/v1/me").problem(401, "unauthenticated");
        administrator.http().get("/api/v1/me").problem(401, "unauthenticated");
    }

    @Test
    void tokenErrorsFollowTheStandard() {
        assertThat(anonymous
                        .postForm("/connect/token", "grant_type=client_credentials&client_id=a&client_secret=b")
                        .expect(401)
                        .json()
                        .getString("error"))
                .isEqualTo("invalid_client");
        assertThat(anonymous
                        .postForm("/connect/token", "grant_type=magic")
                        .expect(400)
                        .json()
                        .getString("error"))
                .isEqualTo("unsupported_grant_type");
        assertThat(anonymous.post("/connect/token").expect(400).json().getString("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void healthMetricsAndTheApiDescriptionAreServed() {
        assertThat(anonymous.get("/health/ready").expect(200).json().getString("status"))
                .isEqualTo("UP");
        assertThat(new String(anonymous.get("/metrics").expect(200).bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("# TYPE");
        assertThat(new String(anonymous.get("/openapi").expect(200).bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("/api/v1/{partyId}/purchaseInvoice", "/portal/v1/reoffers", "/connect/token");
    }

    @Test
    void theAuditTellsWhoDidWhat() {
        Organisation organisation = administrator.organisation("Audited");
        administrator.revoke(administrator.connect(organisation, "basecone"));
        assertThat(administrator
                        .box(organisation, "audit")
                        .getJsonArray("items")
                        .getValuesAs(jakarta.json.JsonValue::asJsonObject)
                        .stream()
                        .map(entry -> entry.getString("act")))
                .containsExactly("connection.revoked", "connection.created", "organisation.created");
    }
}
