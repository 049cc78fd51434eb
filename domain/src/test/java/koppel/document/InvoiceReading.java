package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import koppel.document.ReadInvoice.Read;
import koppel.document.ReadInvoice.Refused;

/** Reads what a test has written. */
final class InvoiceReading {

    private static final InvoiceReader READER = new InvoiceReader();

    private InvoiceReading() {}

    static InvoiceHead head(String text) {
        return head(text.getBytes(StandardCharsets.UTF_8));
    }

    static InvoiceHead head(byte[] bytes) {
        ReadInvoice read = READER.read(Invoices.content(bytes));
        assertThat(read).isInstanceOf(Read.class);
        return ((Read) read).head();
    }

    static Refused refused(String text) {
        ReadInvoice read = READER.read(Invoices.content(text));
        assertThat(read).isInstanceOf(Refused.class);
        return (Refused) read;
    }
}
