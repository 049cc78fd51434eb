package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node has sixteen threads, and no client, known or unknown, gets hold of all of them by being slow. */
class SlowClientsIT {

    private static final int MORE_THAN_THREADS = 20;

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Pair pair = Pair.at(micro.address());
    private final List<RawCall> calls = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (RawCall call : calls) {
            call.close();
        }
    }

    private void open(int many, String... head) throws IOException {
        for (int i = 0; i < many; i++) {
            calls.add(RawCall.send(micro.address(), head));
        }
    }

    private long answered(int status) {
        return calls.stream()
                .filter(call -> call.status().equals(Optional.of(status)))
                .count();
    }

    /** A byte a second from each, until all have got an answer; whoever else asks meanwhile is answered as ever. */
    private void dribbleWhileOthersAreServed(SoftwarePackage other) throws Exception {
        Instant end = Instant.now().plusSeconds(90);
        while (calls.stream().anyMatch(call -> call.status().isEmpty())) {
            assertThat(Instant.now()).isBefore(end);
            for (RawCall call : calls) {
                call.dribble();
            }
            Instant before = Instant.now();
            other.http().get("/api/v1/me").expect(200);
            assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
            Thread.sleep(500);
        }
    }

    @Test
    void whoSendsAByteNowAndThenWithoutAnyKeysHasFewThreadsAndNotForLong() throws Exception {
        open(
                MORE_THAN_THREADS,
                "POST /connect/token HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 5000");

        dribbleWhileOthersAreServed(pair.sending());

        assertThat(answered(408)).isEqualTo(4);
        assertThat(answered(503)).isEqualTo(MORE_THAN_THREADS - 4);
        for (RawCall call : calls) {
            while (!call.ended()) {
                call.look(10_000);
            }
            assertThat(call.answered()).containsIgnoringCase("\r\nConnection: close\r\n");
            assertThat(call.answered().split("(?i)\r\nConnection:", -1)).hasSize(2);
        }
        assertThat(pair.sending().token()).isNotEmpty();
    }

    /** The JAX-RS runtime waits for its first byte before it looks whether there is such a method, or who calls. */
    @Test
    void neitherHasWhoAnnouncesAFormWhereNoneIsExpectedAndSendsNothing() throws Exception {
        open(
                MORE_THAN_THREADS,
                "POST /api/v1/me HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 5000");

        Instant end = Instant.now().plus(AT_ONCE);
        while (answered(503) < MORE_THAN_THREADS - 4) {
            assertThat(Instant.now()).isBefore(end);
            calls.forEach(call -> call.look(20));
        }
        pair.sending().http().get("/api/v1/me").expect(200);
        for (RawCall call : calls) {
            call.dribble();
        }
        dribbleWhileOthersAreServed(pair.sending());
        assertThat(answered(405)).isEqualTo(4);
    }

    /** All of it is one reading of the connector, or one line of ours, however often a byte comes. */
    @Test
    void neitherHasWhoSendsTheEndOfABodyByteByByte() throws Exception {
        String[] head = {
            "POST /connect/token HTTP/1.1",
            "Content-Type: application/x-www-form-urlencoded",
            "Transfer-Encoding: chunked"
        };
        open(2, head);
        open(1, head[0], head[1], head[2], "Connection: Upgrade", "Upgrade: h2c");
        for (RawCall call : calls) {
            call.write("1\r\na\r\n0\r\n");
        }
        calls.get(1).write("Checksum: ");

        Instant begin = Instant.now();
        dribbleWhileOthersAreServed(pair.sending());

        assertThat(answered(408)).isEqualTo(3);
        assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
    }

    @Test
    void aStormOfOneKeyLeavesRoomForAnother() throws Exception {
        open(
                MORE_THAN_THREADS,
                "POST " + pair.sending().path("salesInvoice/send") + " HTTP/1.1",
                RawCall.basic(pair.sending()),
                "Content-Type: application/xml",
                "Content-Length: 5000");

        dribbleWhileOthersAreServed(pair.retrieving());

        assertThat(answered(408)).isEqualTo(12);
        assertThat(answered(429)).isEqualTo(MORE_THAN_THREADS - 12);
        assertThat(calls).filteredOn(call -> call.answered().contains(" 429 ")).allSatisfy(call -> assertThat(
                        call.answered())
                .contains("\r\nRetry-After: 1\r\n", "too-many-requests", "at the same time"));
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            pair.sending().http().get("/api/v1/me").expect(200);
        }
    }

    /** The body is read before anybody looks whether there is such an organisation. */
    @Test
    void soDoesOnePerson() throws Exception {
        String token = Http.anonymous(micro.address())
                .post("/portal/v1/session", """
                        {"email": "%s", "password": "%s"}""".formatted(Administrator.EMAIL, Administrator.PASSWORD))
                .expect(200)
                .json()
                .getString("accessToken");
        open(
                MORE_THAN_THREADS,
                "POST /portal/v1/organisations/nowhere/inbox HTTP/1.1",
                "Authorization: Bearer " + token,
                "Content-Type: application/xml",
                "Content-Length: 5000");

        dribbleWhileOthersAreServed(pair.sending());

        assertThat(answered(408)).isEqualTo(12);
        assertThat(answered(429)).isEqualTo(MORE_THAN_THREADS - 12);
        pair.administrator().http().get("/portal/v1/me").expect(200);
    }

    @Test
    void soDoesOneAccessPoint() throws Exception {
        JsonObject accessPoint = pair.administrator()
                .http()
                .post("/portal/v1/accessPoints", "{\"name\": \"The network\"}")
                .expect(201)
                .json();
        open(
                MORE_THAN_THREADS,
                "POST /intake/v1/documents HTTP/1.1",
                RawCall.basic(accessPoint.getString("clientId"), accessPoint.getString("secret")),
                "X-Message-Id: 1",
                "Content-Type: application/xml",
                "Content-Length: 5000");

        dribbleWhileOthersAreServed(pair.sending());

        assertThat(answered(408)).isEqualTo(12);
        assertThat(answered(429)).isEqualTo(MORE_THAN_THREADS - 12);
    }

    @Test
    void whoReadsALargePageSlowlyHasFewThreadsAndNotForLong() throws Exception {
        String page = "GET /docs/swagger-ui.css HTTP/1.1";
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest another = HttpRequest.newBuilder(micro.address().resolve("/docs/swagger-ui.css"))
                .timeout(AT_ONCE)
                .build();
        HttpResponse<String> full;
        do {
            assertThat(calls).hasSizeLessThan(MORE_THAN_THREADS);
            RawCall call = RawCall.send(micro.address(), 4096, page);
            calls.add(call);
            // more than fits in the buffers on the way
            call.write((page + "\r\nHost: koppel\r\n\r\n").repeat(60));
            Thread.sleep(200);
            full = client.send(another, HttpResponse.BodyHandlers.ofString());
        } while (full.statusCode() == 200);

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        pair.sending().http().get("/api/v1/me").expect(200);
        assertThat(pair.sending().token()).isNotEmpty();

        Instant end = Instant.now().plusSeconds(30);
        while (client.send(another, HttpResponse.BodyHandlers.ofString()).statusCode() == 503) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(250);
        }
        HttpResponse<String> room = client.send(another, HttpResponse.BodyHandlers.ofString());
        assertThat(room.statusCode()).isEqualTo(200);
        assertThat(room.body()).hasSizeGreaterThan(100_000);
    }

    /** Of a size that fits in no buffer on the way. */
    private String large() {
        String attachment = "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>"
                + "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" filename=\"scan.pdf\">"
                + "QUJD".repeat(4_000_000)
                + "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>";
        String invoice = new String(Invoices.next(pair.seller(), pair.buyer()), StandardCharsets.UTF_8);
        pair.sending()
                .send(invoice.replace("<cac:AccountingSupplierParty>", attachment + "<cac:AccountingSupplierParty>")
                        .getBytes(StandardCharsets.UTF_8));
        return pair.retrieving().listed().get(0).getString("documentId");
    }

    private String[] downloadOf(String document) {
        return new String[] {
            "GET " + pair.retrieving().path("purchaseInvoice/" + document + "/download") + " HTTP/1.1",
            RawCall.basic(pair.retrieving())
        };
    }

    @Test
    void whoReadsTooSlowlyIsLeftAndHasNotRetrievedTheDocument() throws Exception {
        String document = large();
        RawCall slow = RawCall.send(micro.address(), 4096, downloadOf(document));
        calls.add(slow);

        for (Instant end = Instant.now().plusSeconds(60); Instant.now().isBefore(end); Thread.sleep(250)) {
            slow.look(1000);
        }
        // what had left the server before it gave up still comes, and then the end
        for (Instant end = Instant.now().plusSeconds(60); !slow.ended(); slow.look(1000)) {
            assertThat(Instant.now()).isBefore(end);
        }

        assertThat(slow.status()).contains(200);
        assertThat(slow.answered().length()).isLessThan(16_000_000);
        assertThat(slow.answered()).doesNotContain("urn:koppel:problem");
        assertThat(pair.retrieving().listed()).hasSize(1);
        assertThat(pair.retrieving().download(document)).hasSizeGreaterThan(16_000_000);
        assertThat(pair.retrieving().listed()).isEmpty();
    }

    @Test
    void whoHangsUpLeavesNothingInTheLogAndNothingUnderWay() throws Exception {
        String document = large();
        Set<String> before = warnings();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            RawCall reading = RawCall.send(micro.address(), 4096, downloadOf(document));
            while (reading.status().isEmpty()) {
                reading.look(10_000);
            }
            reading.hangUp();
            RawCall sending = RawCall.send(
                    micro.address(),
                    "POST " + pair.sending().path("salesInvoice/send") + " HTTP/1.1",
                    RawCall.basic(pair.sending()),
                    "Content-Type: application/xml",
                    "Content-Length: 5000");
            sending.write("<Invoice");
            sending.hangUp();
            RawCall form = RawCall.send(
                    micro.address(),
                    "POST /connect/token HTTP/1.1",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 10");
            // it is waited for its first byte, or for what is none
            form.look(50);
            form.hangUp();
        }
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            pair.retrieving().http().get("/api/v1/me").expect(200);
            pair.sending().http().get("/api/v1/me").expect(200);
        }
        assertThat(pair.retrieving().listed()).hasSize(1);
        assertThat(warnings()).isSubsetOf(before);
    }

    /** The connector finds it out while the runtime looks whether the form is empty. */
    @Test
    void aFormWhoseFirstChunkIsNoneIsABadRequest() throws Exception {
        for (String upgrade : List.of("", "Connection: Upgrade\r\nUpgrade: h2c\r\n")) {
            RawCall broken = RawCall.send(
                    micro.address(),
                    "POST /connect/token HTTP/1.1\r\n" + upgrade + "Transfer-Encoding: chunked",
                    "Content-Type: application/x-www-form-urlencoded");
            calls.add(broken);
            broken.look(200);
            broken.write("no size\r\n");
            while (broken.status().isEmpty()) {
                assertThat(broken.ended()).isFalse();
                broken.look(10_000);
            }
            assertThat(broken.status()).contains(400);
        }
    }

    /** Each with its time, in whatever file it is by now. */
    private static Set<String> warnings() {
        return micro.log()
                .lines()
                .filter(line -> line.matches("\\S+ (SEVERE|WARNING) .*"))
                .collect(Collectors.toSet());
    }
}
