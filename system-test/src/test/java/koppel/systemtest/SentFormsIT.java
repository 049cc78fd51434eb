package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An invoice in a form of several parts comes out as it went in; a form that is not whole, or leaves open which invoice is meant, is refused. */
class SentFormsIT extends BetweenTwo {

    private static final String END = "--b-1--\r\n";

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    SentFormsIT() {
        super(Pair.at(micro.address()));
    }

    private Answer sendForm(String form) {
        return post("send", form);
    }

    private Answer post(String what, String form) {
        return sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/" + what),
                        "multipart/form-data; boundary=b-1",
                        BodyPublishers.ofString(form));
    }

    private static String part(String name, String content) {
        return "--b-1\r\nContent-Disposition: form-data; name=" + name + "; filename=i.xml\r\n\r\n" + content + "\r\n";
    }

    private void sendFormInPieces(String form) {
        sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/send"),
                        "multipart/form-data; boundary=b-1",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(utf8(form))))
                .problem(413, "content-too-large");
    }

    @Test
    void aFormWithoutAPartFileSaysWhatIsMissing() {
        assertThat(sendForm(part("invoice", invoice()) + END).wrongFields()).containsExactly("file");
        nothingIsStored();
    }

    @Test
    void ofTwoPartsFileNeitherIsTakenForTheInvoice() {
        String one = part("file", invoice());
        for (String form : List.of(
                one + part("file", invoice()) + END,
                one + one + END,
                one + part("other", "") + part("file", "no invoice") + END)) {
            assertThat(sendForm(form).wrongFields()).containsExactly("file");
        }
        nothingIsStored();
    }

    /** Whoever was cut off sends again, and finds nothing that was sent already. */
    @Test
    void aFormThatBreaksOffIsNotTakenForAWholeOneAlsoWhereTheInvoiceIsWhole() {
        String one = part("file", invoice());
        for (String form : List.of(
                one,
                one + "--b-1",
                one + "--b-1-",
                one + "--b-1\r\nContent-Disposition: form-data; na",
                one + "--b-1\r\nContent-Disposition: form-data; name=other\r\n\r\n{",
                one + part("other", "{}") + "--b-1")) {
            sendForm(form).problem(400, "bad-request");
        }
        nothingIsStored();
        sendForm(one + END).expect(200);
    }

    @Test
    void aPartWithHeadersThatAreNoneIsNotPassedOver() {
        String headers = "--b-1\r\nContent-Disposition: form-data; name=%s\r\n%s\r\n\r\n%s\r\n";
        for (String header : List.of(
                "Content-Type application/xml",
                "Content-Type: xml",
                "Content-Type: multipart/mixed",
                "Content-Type: multipart/mixed; boundary=c-1")) {
            sendForm(headers.formatted("file", header, invoice()) + END).problem(400, "bad-request");
            sendForm(headers.formatted("other", header, "{}") + part("file", invoice()) + END)
                    .problem(400, "bad-request");
            sendForm(part("file", invoice()) + headers.formatted("other", header, "{}") + END)
                    .problem(400, "bad-request");
        }
        nothingIsStored();
        sendForm(headers.formatted("file", "Content-Type: application/xml; charset=utf-8", invoice()) + END)
                .expect(200);
    }

    @Test
    void aDryRunOfAFormIsRefusedForTheSame() {
        String one = part("file", invoice());
        assertThat(post("validate", one + END).expect(200).json().getBoolean("valid"))
                .isTrue();
        assertThat(post("validate", one + one + END).wrongFields()).containsExactly("file");
        post("validate", one).problem(400, "bad-request");
    }

    @Test
    void aPartThatIsNotEncodedAsItSaysOrHasNoEndIsNotUnderstood() {
        String part = "--b-1\r\nContent-Disposition: form-data; name=file; filename=i.xml\r\n";
        sendForm(part + "Content-Transfer-Encoding: base64\r\n\r\n" + invoice() + "\r\n--b-1--\r\n")
                .problem(400, "bad-request");
        sendForm(part + "\r\n" + invoice()).problem(400, "bad-request");
        nothingIsStored();
    }

    /** Files that the node has open, or had until they lost their names, among what is temporary. */
    private static List<String> temporaryFiles() {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + micro.process().pid() + "/fd"))) {
            return open.map(SentFormsIT::target)
                    .filter(file -> file.startsWith(System.getProperty("java.io.tmpdir"))
                            && file.matches(".*/[^/]+\\.tmp( \\(deleted\\))?"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** A killed node leaves nothing of a document that it was taking in: what it keeps in a file has no name. */
    @Test
    void ofAFormThatIsComingInThereIsNoFileThatCouldBeLeft() throws IOException {
        try (Socket socket =
                new Socket(micro.address().getHost(), micro.address().getPort())) {
            socket.getOutputStream()
                    .write(utf8(
                            "POST %s HTTP/1.1\r\nHost: koppel\r\nAuthorization: Bearer %s\r\nContent-Type: multipart/form-data; boundary=b-1"
                                            .formatted(sending.path("salesInvoice/send"), sending.token())
                                    + "\r\nContent-Length: 2000000\r\nConnection: close\r\n\r\n"
                                    + part("other", " ".repeat(500_000))
                                    + part("file", invoice() + " ".repeat(600_000))));
            assertThat(Eventually.get(SentFormsIT::temporaryFiles, files -> !files.isEmpty()))
                    .singleElement()
                    .asString()
                    .endsWith(" (deleted)");
        }
        Eventually.get(SentFormsIT::temporaryFiles, List::isEmpty);
        nothingIsStored();
    }

    @Test
    void ofAFormNoFileIsLeftWhateverBecameOfIt() {
        String blanks = " ".repeat(300_000);
        sendForm(part("file", invoice() + blanks) + END).expect(200);
        sendForm(part("other", blanks) + part("file", invoice() + blanks) + part("other", blanks) + END)
                .expect(200);
        sendForm(part("other", blanks) + END).problem(400, "invalid-input");
        sendForm(part("file", invoice() + blanks) + part("other", blanks)).problem(400, "bad-request");
        sendForm(part("file", "<a>" + blanks) + END).problem(422, "invalid-document");
        sendForm(part("file", " ".repeat(24 * 1024 * 1024 + 1)) + END).problem(413, "content-too-large");
        sendFormInPieces(part("file", invoice()) + part("other", " ".repeat(25 * 1024 * 1024)) + END);
        Eventually.get(SentFormsIT::temporaryFiles, List::isEmpty);
    }

    @Test
    void aPartThatIsEncodedComesOutDecoded() {
        byte[] first = utf8(invoice());
        String part = "--b-1\r\nContent-Disposition: form-data; name=file\r\nContent-Transfer-Encoding: ";
        sendForm(part + "base64\r\n\r\n" + Base64.getMimeEncoder().encodeToString(first) + "\r\n--b-1--\r\n")
                .expect(200);
        String second = invoice();
        sendForm(part + "quoted-printable\r\n\r\n"
                        + second.replace("=", "=3D").replace("ö", "=C3=B6").replace(" \n", "=20\n") + "\r\n--b-1--\r\n")
                .expect(200);
        String third = invoice();
        sendForm(part + "8bit\r\n\r\n" + third + "\r\n--b-1--\r\n").expect(200);

        assertThat(retrieving.listed())
                .extracting(one -> new String(retrieving.download(one.getString("documentId")), StandardCharsets.UTF_8))
                .containsExactly(new String(first, StandardCharsets.UTF_8), second, third);
        sendForm(part + "none-such\r\n\r\n" + invoice() + "\r\n--b-1--\r\n").problem(400, "bad-request");
    }

    @Test
    void aClientOfTheProcurementServiceBusSendsAFormInItsOwnWayAndAcceptsNothingButJson() {
        byte[] invoice = utf8(invoice());
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(utf8(
                "--b-1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=metaAttributes"
                        + "\r\n\r\n{\"a\": \"b\"}\r\n--b-1\r\nContent-Disposition: form-data; name=file; filename=invoice.xml;"
                        + " filename*=utf-8''invoice.xml\r\n\r\n"));
        form.writeBytes(invoice);
        form.writeBytes(utf8("\r\n--b-1--\r\n"));

        sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/send").replace(":", "%3a") + "?channel=peppol",
                        "multipart/form-data; boundary=\"b-1\"",
                        BodyPublishers.ofByteArray(form.toByteArray()),
                        "Accept",
                        "application/json",
                        "Subscription-Key",
                        "0123456789",
                        "X-EConnect-DomainId",
                        "somewhere")
                .expect(200);

        String document = retrieving.listed().get(0).getString("documentId");
        Answer download = retrieving
                .http()
                .call(
                        "GET",
                        retrieving.path("purchaseInvoice/" + document + "/download") + "?targetFormat=",
                        null,
                        BodyPublishers.noBody(),
                        "Accept",
                        "application/json")
                .expect(200);
        assertThat(download.mediaType()).isEqualTo("application/xml");
        assertThat(download.bytes()).isEqualTo(invoice);
    }
}
