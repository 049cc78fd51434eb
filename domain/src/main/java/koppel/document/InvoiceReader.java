package koppel.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import koppel.document.ReadInvoice.Problem;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;

/**
 * Reads the head of an invoice or credit note of UBL 2.1, whatever else is in there, and proves on the way that the whole is
 * well-formed XML. It does not judge the content: that is a validator's business.
 *
 * <p>The text comes from strangers. There is no DTD, so no entity of any kind; nothing is fetched or resolved; how deep, how wide and
 * how many is bounded; and whatever is in the bytes, the answer is a {@link ReadInvoice}. The time is linear in the size. So is the
 * memory, since a comment or a processing instruction is taken whole; for a document whose size is in its text, such as an attachment, it is
 * constant.
 *
 * <p>An instance has no state and may be used by any number of threads.
 */
public final class InvoiceReader {

    private static final int MOST_DEEP = 64;

    /** Far beyond what fits an invoice of 24 MB whose elements say something. */
    private static final int MOST_ELEMENTS = 1_000_000;

    private static final int MOST_ATTRIBUTES = 500_000;
    private static final int MOST_ATTRIBUTES_OF_ONE = 256;
    private static final int MOST_NAME_CHARACTERS = 1_000;

    /** The parser looks a prefix up by going through all that are declared. */
    private static final int MOST_NAMESPACES = 256;

    private static final int MOST_BYTES_BEFORE_ROOT = 128 * 1024;
    private static final int MOST_BYTES_OF_START_TAG = 256 * 1024;

    /** Characters of a CDATA section that come in one piece; the parser's own pieces of other text are as long. */
    private static final int MOST_CDATA_AT_ONCE = 16 * 1024;

    private static final String TOO_COMPLEX =
            "There are more or larger elements, attributes or namespaces than an invoice has use for.";

    /**
     * Reads a document.
     *
     * @throws UncheckedIOException if the content can't be had, which says nothing about the document
     */
    public ReadInvoice read(Content content) {
        if (content.size() == 0) {
            return unread(Reason.EMPTY, "The document is empty.", null);
        }
        try (Meter bytes = new Meter(content.open())) {
            XMLStreamReader xml = factory().createXMLStreamReader(XmlText.of(bytes));
            try {
                return new Reading(xml, bytes).toEnd();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            return beyondLimit(e)
                    ? unread(Reason.TOO_COMPLEX, TOO_COMPLEX, e.getLocation())
                    : unread(Reason.NOT_XML, "The document is not well-formed XML.", e.getLocation());
        } catch (CharacterCodingException e) {
            return unread(
                    Reason.NOT_XML,
                    "The XML declaration is broken or names an encoding that the document is not in.",
                    null);
        } catch (TooMuch e) {
            return unread(Reason.TOO_COMPLEX, "There is too much before the document's root element.", null);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // the parser promises to throw only its own exception; on broken input it has been seen to break that
            return unread(Reason.NOT_XML, "The document can not be read as XML.", null);
        }
    }

    /** One for each document: it is cheap, and a shared one keeps the buffers of the last document that it read. */
    private static XMLInputFactory factory() {
        // the JDK's own whatever else is on the class path: the limits below are its
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // so that a reference to an entity that isn't declared is an error, as all are without a DTD
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is resolved");
        });
        // else an attachment would be held in memory as a whole
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty("jdk.xml.cdataChunkSize", MOST_CDATA_AT_ONCE);
        factory.setProperty("jdk.xml.elementAttributeLimit", MOST_ATTRIBUTES_OF_ONE);
        factory.setProperty("jdk.xml.maxXMLNameLimit", MOST_NAME_CHARACTERS);
        // newer runtimes count each &amp; as an entity, and stop at 100,000; there are no entities of another kind here
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
        return factory;
    }

    /** Tells the parser's own limits, set in {@link #factory}, from broken XML: their messages begin with such a number. */
    private static boolean beyondLimit(XMLStreamException e) {
        return e.getMessage() != null && e.getMessage().contains("JAXP0001");
    }

    private static Refused unread(Reason reason, String text, Location location) {
        boolean known = location != null;
        return Refused.unread(new Problem(
                reason,
                "",
                text,
                known ? Math.max(0, location.getLineNumber()) : 0,
                known ? Math.max(0, location.getColumnNumber()) : 0));
    }

    /** One pass over one document. */
    private static final class Reading {

        private final XMLStreamReader xml;
        private final Meter bytes;
        private final HeadValues values = new HeadValues();

        private final HeadField.Step[] steps = new HeadField.Step[MOST_DEEP + 1];
        private final int[] namespaces = new int[MOST_DEEP + 1];
        private int depth;
        private int elements;
        private int attributes;
        private DocumentKind kind;
        private Location root;

        Reading(XMLStreamReader xml, Meter bytes) {
            this.xml = xml;
            this.bytes = bytes;
        }

        ReadInvoice toEnd() throws XMLStreamException {
            while (xml.hasNext()) {
                int event = xml.next();
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        Refused refused = start();
                        if (refused != null) {
                            return refused;
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                    case XMLStreamConstants.DTD -> {
                        return unread(
                                Reason.DTD_NOT_ALLOWED,
                                "The document has a document type declaration (DTD), which is not allowed.",
                                xml.getLocation());
                    }
                    default -> {
                        // comments and processing instructions say nothing
                    }
                }
                bytes.event();
            }
            if (kind == null) {
                return unread(
                        Reason.WRONG_ROOT, "The root element is neither Invoice nor CreditNote of UBL 2.1.", root);
            }
            return values.head(kind, root);
        }

        private Refused start() {
            depth++;
            elements++;
            attributes += xml.getAttributeCount();
            if (depth > MOST_DEEP) {
                return unread(
                        Reason.TOO_DEEP,
                        "Elements are nested more than " + MOST_DEEP + " levels deep.",
                        xml.getLocation());
            }
            namespaces[depth] = namespaces[depth - 1] + xml.getNamespaceCount();
            if (elements > MOST_ELEMENTS
                    || attributes > MOST_ATTRIBUTES
                    || namespaces[depth] > MOST_NAMESPACES
                    || bytes.sinceEvent() > MOST_BYTES_OF_START_TAG) {
                return unread(Reason.TOO_COMPLEX, TOO_COMPLEX, xml.getLocation());
            }
            if (depth == 1) {
                bytes.rootReached();
                root = xml.getLocation();
                kind = DocumentKind.of(xml.getNamespaceURI(), xml.getLocalName())
                        .orElse(null);
                steps[1] = kind == null ? null : HeadField.Step.ROOT;
                return null;
            }
            values.childInside();
            HeadField.Step parent = steps[depth - 1];
            HeadField.Step step = parent == null ? null : parent.to(xml.getNamespaceURI(), xml.getLocalName());
            steps[depth] = step;
            if (step != null && step.field() != null) {
                // "" asks for an attribute in no namespace, null would ask for one in any
                values.begin(step.field(), xml.getAttributeValue("", "schemeID"), xml.getLocation());
            }
            return null;
        }

        private void end() {
            if (steps[depth] != null && steps[depth].field() != null) {
                values.finish();
            }
            depth--;
        }

        private void text() {
            if (steps[depth] != null && steps[depth].field() != null) {
                values.text(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
    }

    /** Counts what the parser takes, since it takes a declaration or a start tag whole before it shows it. */
    private static final class Meter extends FilterInputStream {

        private long taken;
        private long atEvent;
        private boolean inRoot;

        Meter(InputStream content) {
            super(content);
        }

        void event() {
            atEvent = taken;
        }

        long sinceEvent() {
            return taken - atEvent;
        }

        void rootReached() {
            inRoot = true;
        }

        @Override
        public int read() {
            try {
                return count(in.read(), 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            // the parser makes a malformed document of an IOException, so it must not see one of ours
            try {
                int read = in.read(target, offset, length);
                return count(read, read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private int count(int result, int read) {
            if (result >= 0) {
                taken += read;
            }
            if (!inRoot && taken > MOST_BYTES_BEFORE_ROOT) {
                throw new TooMuch();
            }
            return result;
        }
    }

    private static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(null, null, false, false);
        }
    }
}
