package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is good comes out as it went in; what is sent by mistake or by malice is refused, and nothing of it is stored. */
class SentBytesIT extends BetweenTwo {

    private static final String BOM = "\ufeff";

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    SentBytesIT() {
        super(Pair.at(micro.address()));
    }

    /** The parser has read on when it tells where it is. */
    private void isRefusedInLine(long line, byte[] body) {
        assertThat(refusal(body))
                .extracting(finding -> finding.getString("location"))
                .singleElement()
                .asString()
                .matches("line " + line + ", column [1-9]\\d*");
    }

    /** Refused as no document at all: with {@code schema} as the rule of every finding. */
    private List<JsonObject> refusal(byte[] body) {
        List<JsonObject> findings = sending.trySend(body)
                .problem(422, "invalid-document")
                .getJsonArray("findings")
                .getValuesAs(JsonValue::asJsonObject);
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.getString("ruleId")).isEqualTo("schema");
            assertThat(finding.getString("severity")).isEqualTo("error");
            assertThat(finding.getString("text")).isNotBlank();
        });
        nothingIsStored();
        return findings;
    }

    private void isRefusedAt(String location, byte[] body) {
        assertThat(refusal(body))
                .extracting(finding -> finding.getString("location"))
                .containsExactly(location);
    }

    private void isTaken(byte[] body) {
        sending.send(body);
        assertThat(retrieving.download(retrieving.listed().get(0).getString("documentId")))
                .isEqualTo(body);
    }

    @Test
    void entitiesAreNeitherResolvedNorExpanded() {
        String external = invoice()
                .replace("<Invoice ", "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Invoice ");
        isRefusedInLine(lineOf("<!DOCTYPE", external), utf8(external));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        isRefusedInLine(1, utf8(laughs + "]><a>&l11;</a>"));
        isRefusedInLine(1, utf8("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>"));
    }

    @Test
    void whatIsNoXmlIsRefused() throws IOException {
        isRefusedAt("", new byte[0]);
        String cutOff = invoice().substring(0, 900);
        isRefusedAt(placeAfter(cutOff), utf8(cutOff));
        isRefusedAt("line 1, column 1", utf8("{\"invoice\": true}"));
        isRefusedAt("", zipped(invoice()));
        isRefusedAt("line 1, column " + (65 * "<a>".length() + 1), utf8("<a>".repeat(100_000)));
        String control = invoice().replace("Größe", "\u0001");
        isRefusedAt(placeAfter(control.substring(0, control.indexOf('\u0001'))), utf8(control));
    }

    private static String placeAfter(String read) {
        return "line %d, column %d".formatted(lineOf("", read), read.length() - read.lastIndexOf('\n'));
    }

    /** In which line a piece of a text begins that is there once; nothing is at its end. */
    private static long lineOf(String piece, String text) {
        return 1
                + text.substring(0, text.lastIndexOf(piece))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("invoice.xml"));
            zip.write(utf8(text));
        }
        return bytes.toByteArray();
    }

    @Test
    void anotherRootAndOtherNamespacesAreNoInvoice() {
        refusal(utf8("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>"));
        refusal(utf8("<Invoice><ID>1</ID></Invoice>"));
        refusal(utf8(invoice().replace("CommonBasicComponents-2", "CommonBasicComponents-3")));
        refusal(utf8(invoice().replace("Invoice-2", "Invoice-3")));
    }

    @Test
    void anEncodingThatTheBytesAreNotInIsRefused() {
        refusal(invoice().getBytes(StandardCharsets.ISO_8859_1));
        refusal(utf8(invoice().replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"")));
        refusal(utf8(invoice().replace("encoding=\"UTF-8\"", "encoding=\"no-such-thing\"")));
    }

    /** As when a connection is lost: more is announced than comes. Whoever still listens is told, or sees the connection end. */
    @Test
    void aBodyThatBreaksOffIsNotTakenForAWholeOne() throws IOException {
        byte[] invoice = utf8(invoice());
        try (Socket socket =
                new Socket(micro.address().getHost(), micro.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(utf8(
                            "POST %s HTTP/1.1\r\nHost: koppel\r\nAuthorization: Bearer %s\r\nContent-Type: application/xml"
                                            .formatted(sending.path("salesInvoice/send"), sending.token())
                                    + "\r\nContent-Length: " + (invoice.length + 1) + "\r\nConnection: close\r\n\r\n"));
            socket.getOutputStream().write(invoice);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)|HTTP/1.1 400 .*\"code\":\"bad-request\".*");
        }
        nothingIsStored();
        sending.send(invoice);
    }

    @Test
    void otherEncodingsThanUtf8AreTakenAndComeOutAsTheyWentIn() {
        isTaken(utf8(BOM + invoice()));
    }

    @Test
    void sixteenBitsAreTakenToo() {
        isTaken((BOM + invoice().replace("UTF-8", "UTF-16")).getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void eightBitsOfTheWestAreTakenToo() {
        isTaken(invoice().replace("UTF-8", "windows-1252").getBytes(Charset.forName("windows-1252")));
    }

    @Test
    void moreThanADocumentMayHaveIsTooMuch() {
        sending.trySend(new byte[25 * 1024 * 1024]).problem(413, "content-too-large");
    }

    @Test
    void anAttachmentComesOutByteForByte() {
        byte[] file = new byte[1_500_000];
        new Random(7).nextBytes(file);
        byte[] invoice = withAttachment(Base64.getMimeEncoder().encodeToString(file));
        isTaken(invoice);
    }

    private byte[] withAttachment(String base64) {
        return invoice()
                .replace("<cac:AccountingSupplierParty>", """
                        <cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
                        <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">%s</cbc:EmbeddedDocumentBinaryObject>
                        </cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>""".formatted(base64))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDocumentWithoutAContentTypeIsTakenForXml() {
        byte[] invoice = utf8(invoice());
        sending.http()
                .call("POST", sending.path("salesInvoice/send"), null, BodyPublishers.ofByteArray(invoice))
                .expect(200);
    }

    @Test
    void javasOwnClientAsItComesSendsSmallAndLargeWithAndWithoutALength() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        byte[] small = Invoices.next(seller, buyer);
        byte[] large = withAttachment(Base64.getEncoder().encodeToString(new byte[7_500_000]));
        for (byte[] body : List.of(small, large)) {
            for (BodyPublisher publisher : List.of(
                    BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(micro.address() + sending.path("salesInvoice/send")))
                                .timeout(Duration.ofMinutes(1))
                                .header("Content-Type", "application/xml")
                                .header("Authorization", "Bearer " + sending.token())
                                .POST(publisher)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            }
        }
        // the second of each is a duplicate
        List<JsonObject> listed = retrieving.listed();
        assertThat(listed).hasSize(2);
        assertThat(retrieving.download(listed.get(0).getString("documentId"))).isEqualTo(small);
        assertThat(retrieving.download(listed.get(1).getString("documentId"))).isEqualTo(large);
    }
}
