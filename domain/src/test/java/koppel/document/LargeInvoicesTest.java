package koppel.document;

import static koppel.document.InvoiceReading.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koppel.document.ReadInvoice.Read;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;
import org.junit.jupiter.api.Test;

/** Reading what is large, what comes at once, and what can't be had at all. */
class LargeInvoicesTest {

    private final InvoiceReader reader = new InvoiceReader();

    @Test
    void anInvoiceThatIsTwentyMegabytesOfAttachmentIsReadInLittleMemory() throws IOException {
        assertThat(allocatedToRead(withAttachment("", "", 20_000_000))).isLessThan(16_000_000);
    }

    @Test
    void soItIsWhereTheAttachmentIsOneCdataSection() throws IOException {
        assertThat(allocatedToRead(withAttachment("<![CDATA[", "]]>", 20_000_000)))
                .isLessThan(16_000_000);
    }

    /** It comes in pieces, which may end anywhere. */
    @Test
    void aLongCdataSectionEndsWhereItsEndIs() {
        for (int length = 16_370; length < 16_400; length++) {
            String section = "<![CDATA[" + "Q".repeat(length) + "]]\uD83D\uDE00\r\n</cbc:Note>]]]";
            String end = "</Invoice>";
            assertThat(head(Invoices.invoiceWith(end, "<cbc:Note>" + section + "]></cbc:Note>" + end))
                            .number())
                    .as("after %d characters", length)
                    .isEqualTo("F-2026-0042");
            assertThat(reader.read(
                            Invoices.content(Invoices.invoiceWith(end, "<cbc:Note>" + section + "</cbc:Note>" + end))))
                    .as("none after %d characters", length)
                    .isInstanceOfSatisfying(Refused.class, endless -> assertThat(endless.reason())
                            .isEqualTo(Reason.NOT_XML));
        }
    }

    @Test
    void anInvoiceOfManyLinesIsRead() {
        String line = "<cac:InvoiceLine><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Bloem</cbc:Name></cac:Item>"
                + "<cbc:LineExtensionAmount currencyID=\"EUR\">1.00</cbc:LineExtensionAmount></cac:InvoiceLine>";
        assertThat(head(Invoices.invoiceWith("</Invoice>", line.repeat(120_000) + "</Invoice>"))
                        .number())
                .isEqualTo("F-2026-0042");
    }

    @Test
    void anInvoiceMayHaveAnyNumberOfAmpersands() {
        assertThat(head(Invoices.invoiceWith(
                                "</Invoice>", "<cbc:Note>" + "&amp;".repeat(200_000) + "</cbc:Note></Invoice>"))
                        .number())
                .isEqualTo("F-2026-0042");
    }

    @Test
    void oneReaderServesManyThreads() {
        List<byte[]> texts = IntStream.range(0, 400)
                .mapToObj(i -> Invoices.invoiceWith("F-2026-0042", "F-" + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        List<String> numbers = texts.parallelStream()
                .map(InvoiceReading::head)
                .map(InvoiceHead::number)
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.range(0, 400).mapToObj(i -> "F-" + i).toList());
    }

    @Test
    void contentThatCanNotBeHadIsNoFaultOfTheDocument() {
        byte[] start = Arrays.copyOf(Invoices.invoice().getBytes(StandardCharsets.UTF_8), 700);
        Content broken = new Content() {
            @Override
            public long size() {
                return 3_000;
            }

            @Override
            public byte[] sha256() {
                return new byte[32];
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private int next;

                    @Override
                    public int read() throws IOException {
                        if (next == start.length) {
                            throw new IOException("disk gone");
                        }
                        return start[next++];
                    }
                };
            }
        };
        assertThatThrownBy(() -> reader.read(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk gone");
    }

    private static Content withAttachment(String open, String close, int size) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(size + 10_000);
        text.write(Invoices.invoice().replace("</Invoice>", "").getBytes(StandardCharsets.UTF_8));
        text.write(("<cac:AdditionalDocumentReference><cbc:EmbeddedDocumentBinaryObject>" + open)
                .getBytes(StandardCharsets.UTF_8));
        byte[] base64 = new byte[size];
        Arrays.fill(base64, (byte) 'Q');
        text.write(base64);
        text.write((close + "</cbc:EmbeddedDocumentBinaryObject></cac:AdditionalDocumentReference></Invoice>")
                .getBytes(StandardCharsets.UTF_8));
        return Invoices.content(text.toByteArray());
    }

    private long allocatedToRead(Content content) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        assertThat(reader.read(content)).isInstanceOf(Read.class);
        return threads.getThreadAllocatedBytes(id) - before;
    }
}
