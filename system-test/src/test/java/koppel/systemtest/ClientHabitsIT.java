package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of many makes put around their calls. */
class ClientHabitsIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Http anonymous = Http.anonymous(micro.address());

    ClientHabitsIT() {
        super(Pair.at(micro.address()));
    }

    private Answer get(String path, String scheme, String credentials) {
        return anonymous.call("GET", path, null, BodyPublishers.noBody(), "Authorization", scheme + " " + credentials);
    }

    @Test
    void theSchemeOfCredentialsIsWrittenInAnyCase() {
        String person = anonymous
                .post(
                        "/portal/v1/session",
                        "{\"email\": \"%s\", \"password\": \"%s\"}"
                                .formatted(Administrator.EMAIL, Administrator.PASSWORD))
                .expect(200)
                .json()
                .getString("accessToken");
        for (String scheme : new String[] {"Bearer", "bearer", "BEARER", "beArer"}) {
            get("/api/v1/me", scheme, retrieving.token()).expect(200);
            get("/portal/v1/me", scheme, person).expect(200);
        }
        get("/api/v1/me", "bearer", person).problem(401, "unauthenticated");
        get("/api/v1/me", "bearer", "e" + retrieving.token()).problem(401, "unauthenticated");
        get("/api/v1/me", "Bearers", retrieving.token()).problem(401, "unauthenticated");
    }

    @Test
    void aParameterWithoutAValueIsNone() {
        sending.send(Invoices.next(seller, buyer));
        for (String query : new String[] {"?after=", "?limit=", "?after=&limit=", "?after&limit"}) {
            assertThat(retrieving.list(query).getJsonArray("items")).hasSize(1);
            assertThat(administrator
                            .http()
                            .get("/portal/v1/organisations/" + buyer.id() + "/inbox" + query + "&state=")
                            .items())
                    .hasSize(1);
        }
        sending.http()
                .postXml(sending.path("salesInvoice/send?receiverId="), Invoices.next(seller, buyer))
                .expect(200);
        assertThat(retrieving.list("?limit=1&after=").getJsonArray("items")).hasSize(1);
        assertThat(retrieving
                        .http()
                        .get(retrieving.path("purchaseInvoice?limit=x"))
                        .wrongFields())
                .containsExactly("limit");
    }

    private static byte[] zipped(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }

    private static void isCoded(Answer answer) {
        JsonObject problem = answer.problem(415, "unsupported-media-type");
        assertThat(problem.getString("detail")).contains("Content-Encoding");
        assertThat(answer.response().headers().allValues("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void contentInACodingIsRefusedWithTheOneThatIsTaken() {
        byte[] zipped = zipped(utf8(invoice()));
        String[] gzip = {"Content-Encoding", "gzip"};
        isCoded(sending.trySend(zipped, gzip));
        isCoded(sending.http().postXml(sending.path("salesInvoice/validate"), zipped, gzip));
        isCoded(anonymous.postXml("/intake/v1/documents", zipped, gzip));
        isCoded(retrieving
                .http()
                .call(
                        "POST",
                        retrieving.path("purchaseInvoice/acknowledge"),
                        "application/json",
                        BodyPublishers.ofByteArray(zipped(utf8("{}"))),
                        gzip));
        nothingIsStored();
        sending.http()
                .call(
                        "PATCH",
                        sending.path("salesInvoice/send"),
                        "application/xml",
                        BodyPublishers.ofByteArray(zipped),
                        gzip)
                .problem(405, "method-not-allowed");
        sending.send(utf8(invoice()), "Content-Encoding", "identity");
        retrieving
                .http()
                .call("GET", "/api/v1/me", null, BodyPublishers.noBody(), gzip)
                .expect(200);
    }

    private Answer acknowledge(String type, String json) {
        return retrieving
                .http()
                .call("POST", retrieving.path("purchaseInvoice/acknowledge"), type, BodyPublishers.ofString(json));
    }

    @Test
    void jsonComesWithAByteOrderMarkAndByItsFormerName() {
        sending.send(utf8(invoice()));
        String received = retrieving.listed().get(0).getString("documentId");
        String json = "{\"documentIds\": [\"%s\"]}".formatted(received);
        acknowledge("text/json; charset=utf-8", "\ufeff" + json).expect(200);
        acknowledge("application/json", "\ufeff" + json).expect(200);
        assertThat(retrieving.listed()).isEmpty();
        acknowledge("text/plain", json).problem(415, "unsupported-media-type");
        assertThat(acknowledge("application/json", "{\"documentIds\": \"x\"}").wrongFields())
                .containsExactly("documentIds");
    }

    @Test
    void aDocumentOfAnyTypeIsOfNone() {
        for (String type : new String[] {"*/*", "*/*; boundary=b", "text/json", "application/pdf"}) {
            sending.http()
                    .call("POST", sending.path("salesInvoice/send"), type, BodyPublishers.ofString(invoice()))
                    .problem(415, "unsupported-media-type");
        }
        nothingIsStored();
    }
}
