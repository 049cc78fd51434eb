package koppel.validation;

import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Lets no text pass that takes long by itself, and counts the rest. What a rule does with a text can't be stopped on the way: reading a number
 * takes the square of its digits, and some patterns take more; a number of 24 MB would keep a processor busy for half a day.
 */
final class BoundedTexts extends XMLFilterImpl {

    /** Thirty pages; a number of so many digits is read in milliseconds. */
    private static final int LONGEST = 64 * 1024;

    /** The pattern that a German telephone number has to follow takes the third power of its length: half a minute for 16,000 characters. */
    private static final int LONGEST_TELEPHONE = 1_000;

    private final ProcessorTime time;
    private Locator place;
    private int length;
    private int longest = LONGEST;

    BoundedTexts(XMLReader parser, ProcessorTime time) {
        super(parser);
        this.time = time;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        place = locator;
        super.setDocumentLocator(locator);
    }

    @Override
    public void startElement(String namespace, String localName, String name, Attributes attributes)
            throws SAXException {
        time.step(attributes.getLength());
        length = 0;
        longest = switch (localName) {
            case ShortenedAttachments.ATTACHMENT -> Integer.MAX_VALUE;
            case "Telephone" -> LONGEST_TELEPHONE;
            default -> LONGEST;
        };
        super.startElement(namespace, localName, name, attributes);
    }

    @Override
    public void endElement(String namespace, String localName, String name) throws SAXException {
        length = 0;
        longest = LONGEST;
        super.endElement(namespace, localName, name);
    }

    @Override
    public void characters(char[] text, int start, int count) throws SAXException {
        time.step(count);
        length += count;
        if (length > longest) {
            throw new Unjudged(
                    Locations.of(place),
                    "There are more than " + longest + " characters of text here, which only an attachment may have.");
        }
        super.characters(text, start, count);
    }
}
