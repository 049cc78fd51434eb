package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An invoice of exactly the largest size goes all the way, however it is sent, through a node with the heap that the launcher gives it; one
 * byte more goes nowhere. What makes it large is an attachment: lines in such a number would be a test of the rules.
 */
class LargestDocumentIT extends BetweenTwo {

    private static final int LARGEST = 24 * 1024 * 1024;
    private static final int AT_ONCE = 6;
    private static final String BOUNDARY = "between-parts";

    @RegisterExtension
    static final OneNode micro = OneNode.own();

    LargestDocumentIT() {
        super(Pair.at(micro.address()));
    }

    /** A valid invoice of so many bytes, of which most are an attachment that does not compress. */
    private byte[] invoiceOf(int size) {
        String invoice = invoice();
        String before = """
                <cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
                <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">""";
        String after = """
                </cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>
                """;
        int room = size - utf8(invoice + before + after).length;
        byte[] attached = new byte[room / 4 * 3];
        new Random(size).nextBytes(attached);
        String attachment = before + Base64.getEncoder().encodeToString(attached) + after + " ".repeat(room % 4);
        byte[] whole =
                utf8(invoice.replace("<cac:AccountingSupplierParty>", attachment + "<cac:AccountingSupplierParty>"));
        assertThat(whole).hasSize(size);
        return whole;
    }

    private Answer sendRaw(byte[] document) {
        return sendRaw(BodyPublishers.ofByteArray(document));
    }

    private Answer sendRaw(BodyPublisher document) {
        return sending.http().call("POST", sending.path("salesInvoice/send"), "application/xml", document);
    }

    private Answer sendAsForm(byte[] document) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                utf8("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"invoice.xml\""
                        + "\r\nContent-Type: application/xml\r\n\r\n"));
        form.writeBytes(document);
        form.writeBytes(utf8("\r\n--" + BOUNDARY + "--\r\n"));
        return sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/send"),
                        "multipart/form-data; boundary=" + BOUNDARY,
                        BodyPublishers.ofByteArray(form.toByteArray()));
    }

    private void comesOutAsItWentIn(byte[] document) {
        assertThat(retrieving.listed()).hasSize(1);
        String id = retrieving.listed().get(0).getString("documentId");
        // not by isEqualTo, which would print them
        assertThat(java.util.Arrays.equals(retrieving.download(id), document))
                .as("the same bytes")
                .isTrue();
        assertThat(retrieving.listed()).isEmpty();
    }

    @Test
    void theHeapIsTheLaunchersOwn() throws IOException {
        assertThat(Files.readString(Path.of("../run/target/koppel/jvm.options")))
                .containsPattern("(?m)^-Xmx400m$");
    }

    @Test
    void sentAsItIsItComesOutByteForByte() {
        byte[] document = invoiceOf(LARGEST);
        sendRaw(document).expect(200);
        comesOutAsItWentIn(document);
    }

    @Test
    void sentInPiecesOfALengthThatNobodySaidItComesOutByteForByte() {
        byte[] document = invoiceOf(LARGEST);
        sendRaw(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(document)))
                .expect(200);
        comesOutAsItWentIn(document);
    }

    @Test
    void sentAsAFormItComesOutByteForByte() {
        byte[] document = invoiceOf(LARGEST);
        sendAsForm(document).expect(200);
        comesOutAsItWentIn(document);
    }

    @Test
    void oneByteMoreIsTooMuchHoweverItIsSent() {
        byte[] document = invoiceOf(LARGEST + 1);
        sendRaw(document).problem(413, "content-too-large");
        sendRaw(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(document)))
                .problem(413, "content-too-large");
        sendAsForm(document).problem(413, "content-too-large");
        nothingIsStored();
        assertThat(retrieving.listed()).isEmpty();
    }

    /** An invoice, or only the beginning of one, with a piece of markup that a parser takes whole. */
    private byte[] largestWith(String rest, String open, String close) {
        String invoice = invoice();
        int root = invoice.indexOf('>', invoice.indexOf("<Invoice ")) + 1;
        String after = close + (rest == null ? invoice.substring(root) : rest);
        String before = invoice.substring(0, root) + open;
        int room = LARGEST - utf8(before + after).length;
        return utf8(before + "x".repeat(room) + after);
    }

    private Answer validate(byte[] document) {
        return sending.http().postXml(sending.path("salesInvoice/validate"), document);
    }

    /** Each by itself takes a good part of the heap. */
    @Test
    void manyAtOnceOfTheDearestAreAllAnsweredAndTheNodeGoesOn() throws Exception {
        List<byte[]> dearest = List.of(
                largestWith(null, "<!--", "-->"),
                largestWith("</Invoice>", "<!--", "-->"),
                largestWith("</Invoice>", "<?x ", "?>"),
                largestWith("", "<!--", "-->"));
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Answer>> answers = callers.invokeAll(IntStream.range(0, 2 * AT_ONCE)
                    .<Callable<Answer>>mapToObj(i -> () -> validate(dearest.get(i % dearest.size())))
                    .toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 422, 503);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(validate(dearest.get(0)).expect(200).json().getBoolean("valid"))
                .isTrue();
        byte[] document = Invoices.next(seller, buyer);
        sending.send(document);
        comesOutAsItWentIn(document);
    }
}
