package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import koppel.document.ReadInvoice.Problem;
import koppel.document.ReadInvoice.Read;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: an answer, soon, and no harm done. */
class HostileInvoicesTest {

    private final InvoiceReader reader = new InvoiceReader();

    @Test
    void nothingIsEmpty() {
        assertThat(refusal("")).isEqualTo(Reason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "x",
                "{\"invoice\": {\"id\": 1}}",
                "%PDF-1.7",
                "<",
                "<a",
                "<a/><b/>",
                "<a/>x",
                "<a></b>",
                "<a b='1' b='2'/>",
                "<x:a/>",
                "<a>&#0;</a>",
                "<a>&#xD800;</a>",
                "<a>]]></a>",
                "<a><b></a></b>",
                "<a",
                " <?xml version='1.0'?><a/>",
                "<?xml version='3.0'?><a/>",
                "<?xml version='1.0' encoding='none-such'?><a/>",
                "<?xml version='1.0' encoding='UTF-16'?><a/>",
                "<a/>\u0000",
                "<!doctype html><html></html>",
                "<a><!DOCTYPE a></a>"
            })
    void whatIsNotXmlIsRefused(String text) {
        assertThat(refusal(text)).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void aZipIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("invoice.xml"));
            zip.write(Invoices.invoice().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(refusal(bytes.toByteArray())).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void bytesThatAreNotOfTheDeclaredEncodingAreRefused() {
        byte[] latin = Invoices.invoiceWith("De Molen", "Dé Mölen").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(latin)).isEqualTo(Reason.NOT_XML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1", "IBM037", "none-such", "ISO-2022-KR"})
    void aByteOrderMarkThatContradictsTheDeclarationIsRefused(String encoding) {
        String text = "\uFEFF" + Invoices.invoice().replace("UTF-8", encoding);
        assertThat(refusal(text)).isEqualTo(Reason.NOT_XML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-32", "IBM037", "x-UTF-16LE-BOM"})
    void anEncodingThatCanNotBeTheOneIsRefused(String encoding) {
        assertThat(refusal(Invoices.invoice().replace("UTF-8", encoding))).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void aCharacterThatWasCutInHalfIsRefused() {
        byte[] half = "<a>é</a><!--é".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(Arrays.copyOf(half, half.length - 1))).isEqualTo(Reason.NOT_XML);
        assertThat(refusal("\uFEFF<a/>x".substring(0, 5).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(Reason.WRONG_ROOT);
        assertThat(refusal(Arrays.copyOf("\uFEFF<a/> ".getBytes(StandardCharsets.UTF_16LE), 11)))
                .isEqualTo(Reason.NOT_XML);
    }

    @Test
    void strangersCanNotWriteOnTheErrorStream() {
        PrintStream stderr = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String text : new String[] {
                "<a>\u00ff</a>", "<a b='\u00ff'/>", "\u00ff", "<a></b>", "<a>&x;</a>", "<!DOCTYPE a [%p;]><a/>"
            }) {
                reader.read(Invoices.content(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
        } finally {
            System.setErr(stderr);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anInvoiceThatWasCutOffAnywhereIsRefused() {
        byte[] whole = Invoices.invoice().stripTrailing().getBytes(StandardCharsets.UTF_8);
        for (int length = 50; length < whole.length; length += 50) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Reason.NOT_XML);
        }
        assertThat(refusal(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void aRefusalSaysWhereAndRepeatsNothing() {
        Refused refused = (Refused) reader.read(Invoices.content("<a>\n  <s3cret></other>\n</a>"));
        Problem problem = refused.problems().get(0);
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isPositive();
        assertThat(problem.text()).isEqualTo("The document is not well-formed XML.");
        assertThat(refused.wellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Invoice>",
                "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE Invoice [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;&b;&b;\">]>",
                "<!DOCTYPE Invoice [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
                "<!DOCTYPE Invoice [<!ATTLIST Invoice added CDATA \"by default\">]>",
                "<!DOCTYPE Invoice PUBLIC \"-//X\" \"http://127.0.0.1:9/x.dtd\" [ <!ELEMENT a ANY> ]>"
            })
    void aDocumentTypeIsRefused(String declaration) {
        String text = Invoices.invoiceWith("<Invoice", declaration + "<Invoice").replace("F-2026-0042", "&x;");
        assertThat(refusal(text)).isEqualTo(Reason.DTD_NOT_ALLOWED);
    }

    @Test
    void nothingIsFetched() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            for (String declaration : new String[] {
                "<!DOCTYPE Invoice SYSTEM \"" + url + "\">",
                "<!DOCTYPE Invoice [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
                "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"" + url + "\">]>",
                "<?xml-stylesheet href=\"" + url + "\"?>"
            }) {
                reader.read(Invoices.content(Invoices.invoiceWith("<Invoice", declaration + "<Invoice")));
            }
            reader.read(Invoices.content(Invoices.invoiceWith(
                    "<cbc:CustomizationID>",
                    "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + url
                            + "\"/><cbc:CustomizationID>")));
            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<cbc:ID>&x;</cbc:ID>", "<cbc:Note>&x;</cbc:Note>", "<cbc:Note a=\"&x;\"/>"})
    void anEntityThatNothingDeclaresIsRefused(String element) {
        assertThat(refusal(Invoices.invoiceWith("<cbc:ID>F-2026-0042</cbc:ID>", element)))
                .isEqualTo(Reason.NOT_XML);
    }

    @Property(tries = 2_000)
    void anyBytesGetAnAnswer(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(reader.read(Invoices.content(bytes))).isNotNull();
    }

    @Property(tries = 3_000)
    void anInvoiceWithAnyBytesInItGetsAnAnswer(
            @ForAll @Size(min = 1, max = 12) byte[] damage, @ForAll @IntRange(max = 10_000) int place) {
        byte[] bytes = Invoices.invoice().getBytes(StandardCharsets.UTF_8);
        int at = place % (bytes.length - damage.length);
        System.arraycopy(damage, 0, bytes, at, damage.length);
        assertThat(reader.read(Invoices.content(bytes))).isNotNull();
    }

    @Property(tries = 3_000)
    void anInvoiceWithMarkupInTheWrongPlaceGetsAnAnswer(
            @ForAll("markup") String markup, @ForAll @IntRange(max = 10_000) int place) {
        String text = Invoices.invoice();
        int at = place % text.length();
        assertThat(reader.read(Invoices.content(text.substring(0, at) + markup + text.substring(at))))
                .isInstanceOfAny(Read.class, Refused.class);
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "</",
                        "/>",
                        "&",
                        ";",
                        "&amp;",
                        "&x;",
                        "%x;",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?",
                        "?>",
                        "<!DOCTYPE",
                        "[",
                        "]",
                        "'",
                        "\"",
                        "=",
                        "\u0000",
                        "\uFFFE",
                        "xmlns=''",
                        "xmlns:cbc=''",
                        "xmlns:xml='u'",
                        "<cbc:ID>",
                        "</cbc:ID>",
                        "\uD83D",
                        " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    private Reason refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reason refusal(byte[] bytes) {
        ReadInvoice read = reader.read(Invoices.content(bytes));
        assertThat(read).isInstanceOf(Refused.class);
        return ((Refused) read).reason();
    }
}
