package koppel.validation;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Leaves out the middle of attachments. No rule looks into them, and the schema only asks whether they are Base64, which can be seen group
 * by group; so whole groups that are right are dropped, and what the validator gets is right exactly if the whole is. Otherwise an
 * attachment of 20 MB would be in memory several times over.
 */
final class ShortenedAttachments extends XMLFilterImpl {

    static final String ATTACHMENT = "EmbeddedDocumentBinaryObject";

    /** So much of it is passed on in any case. */
    private static final int KEPT = 1024;

    private static final int GROUP = 4;

    private boolean inside;
    private int passed;
    private final char[] group = new char[GROUP];
    private int gathered;

    ShortenedAttachments(XMLReader parser) {
        super(parser);
    }

    @Override
    public void startElement(String namespace, String localName, String name, Attributes attributes)
            throws SAXException {
        flush();
        inside = ATTACHMENT.equals(localName);
        passed = 0;
        super.startElement(namespace, localName, name, attributes);
    }

    @Override
    public void endElement(String namespace, String localName, String name) throws SAXException {
        flush();
        inside = false;
        super.endElement(namespace, localName, name);
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (!inside) {
            super.characters(text, start, length);
            return;
        }
        for (int i = start; i < start + length; i++) {
            // blanks between groups mean nothing, as many as there are
            if (text[i] > ' ') {
                gather(text[i]);
            }
        }
    }

    /** A full group waits for the next character, since the last one may be padded. */
    private void gather(char next) throws SAXException {
        if (gathered == GROUP) {
            if (passed < KEPT || !isWhole()) {
                flush();
            }
            gathered = 0;
        }
        group[gathered++] = next;
    }

    private boolean isWhole() {
        for (char each : group) {
            boolean digit = (each >= 'A' && each <= 'Z')
                    || (each >= 'a' && each <= 'z')
                    || (each >= '0' && each <= '9')
                    || each == '+'
                    || each == '/';
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    private void flush() throws SAXException {
        if (gathered > 0) {
            super.characters(group, 0, gathered);
            passed += gathered;
            gathered = 0;
        }
    }
}
