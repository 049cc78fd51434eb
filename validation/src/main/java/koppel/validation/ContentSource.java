package koppel.validation;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import koppel.document.Content;
import koppel.document.XmlText;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * A document as the engines take it: as a stream of events, anew for the schema and for the rules, so that its text is never in memory. The
 * parser knows no DTD and fetches nothing.
 */
final class ContentSource {

    private ContentSource() {}

    static SAXSource of(Content content, ProcessorTime time) {
        try {
            InputSource characters = new InputSource(new ClosedAtItsEnd(XmlText.of(content.open())));
            XMLReader bounded = new BoundedTexts(new ElementsAndText(parser()), time);
            return new SAXSource(new ShortenedAttachments(bounded), characters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XMLReader parser() {
        // the JDK's own whatever else is on the class path: the limits are its
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            XMLReader parser = factory.newSAXParser().getXMLReader();
            // newer runtimes count each &amp; as an entity, and stop at 100,000; there are no entities of another kind
            // here
            parser.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
            parser.setProperty("jdk.xml.totalEntitySizeLimit", 0);
            return parser;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK's parser has these features", e);
        }
    }

    /** Not every reader of a source closes it. */
    private static final class ClosedAtItsEnd extends FilterReader {

        ClosedAtItsEnd(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read < 0) {
                close();
            }
            return read;
        }
    }
}
