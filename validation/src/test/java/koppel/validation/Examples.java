package koppel.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koppel.document.Content;
import koppel.document.SpooledContent;

/** A valid invoice and a valid credit note, and what a test makes of them. */
final class Examples {

    private Examples() {}

    static String invoice() {
        return read("warm-up-invoice.xml");
    }

    static String creditNote() {
        return read("warm-up-credit-note.xml");
    }

    /** The invoice with one piece of it replaced, which must be there. */
    static String invoiceWith(String piece, String replacement) {
        if (!invoice().contains(piece)) {
            throw new IllegalArgumentException("the invoice has no " + piece);
        }
        return invoice().replace(piece, replacement);
    }

    static String withAttachment(String base64) {
        return invoiceWith("<cac:AccountingSupplierParty>", """
                <cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
                <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">%s</cbc:EmbeddedDocumentBinaryObject>
                </cac:Attachment></cac:AdditionalDocumentReference>
                <cac:AccountingSupplierParty>""".formatted(base64));
    }

    /** The invoice with so many of something before a piece of it, each made of its number. */
    static String invoiceWithMany(int many, IntFunction<String> one, String before) {
        String all = IntStream.rangeClosed(1, many).mapToObj(one).collect(Collectors.joining());
        return invoiceWith(before, all + before);
    }

    static Content content(String text) {
        return content(text.getBytes(StandardCharsets.UTF_8));
    }

    static Content content(byte[] bytes) {
        try {
            return SpooledContent.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (InputStream bytes = Examples.class.getResourceAsStream(name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
