package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import koppel.harness.MicroNode;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent by mistake or by malice, and what it gets. Nothing of it is stored. */
class BadInputsIT {

    private static final String BOM = "\ufeff";

    private static MicroNode micro;

    private final Administrator administrator = Administrator.signIn(micro.address());
    private Organisation seller;
    private Organisation buyer;
    private SoftwarePackage sending;

    @BeforeAll
    static void start(@TempDir Path directory) {
        micro = MicroNode.start(directory, Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        micro.close();
    }

    @BeforeEach
    void aSellerAndABuyer() {
        seller = administrator.organisation("Seller");
        buyer = administrator.organisation("Buyer");
        sending = administrator.connect(seller, "radar");
    }

    private String invoice() {
        return new String(Invoices.next(seller, buyer), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void isRefused(byte[] body) {
        assertThat(sending.trySend(body).problem(422, "invalid-document").getJsonArray("findings"))
                .isNotEmpty();
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).isEmpty();
    }

    private void isTaken(byte[] body) {
        SoftwarePackage retrieving = administrator.connect(buyer, "basecone");
        sending.send(body);
        assertThat(retrieving.download(retrieving.listed().get(0).getString("documentId")))
                .isEqualTo(body);
    }

    @Test
    void entitiesAreNeitherResolvedNorExpanded() {
        isRefused(utf8(invoice()
                .replace("<Invoice ", "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Invoice ")));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        isRefused(utf8(laughs + "]><a>&l11;</a>"));
        isRefused(utf8("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>"));
    }

    @Test
    void whatIsNoXmlIsRefused() throws IOException {
        isRefused(new byte[0]);
        isRefused(utf8(invoice().substring(0, 900)));
        isRefused(utf8("{\"invoice\": true}"));
        isRefused(zipped(invoice()));
        isRefused(utf8("<a>".repeat(100_000)));
        isRefused(utf8(invoice().replace("Größe", "\u0001")));
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
        isRefused(utf8("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>"));
        isRefused(utf8("<Invoice><ID>1</ID></Invoice>"));
        isRefused(utf8(invoice().replace("CommonBasicComponents-2", "CommonBasicComponents-3")));
        isRefused(utf8(invoice().replace("Invoice-2", "Invoice-3")));
    }

    @Test
    void anEncodingThatTheBytesAreNotInIsRefused() {
        isRefused(invoice().getBytes(StandardCharsets.ISO_8859_1));
        isRefused(utf8(invoice().replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"")));
        isRefused(utf8(invoice().replace("encoding=\"UTF-8\"", "encoding=\"no-such-thing\"")));
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
}
