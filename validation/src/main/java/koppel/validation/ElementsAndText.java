package koppel.validation;

import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Passes on the elements and the text of a document, and nothing else. No rule looks at comments or processing instructions, and the engine would keep
 * them in its trees: one comment of 24 MB would take all of the heap.
 */
final class ElementsAndText extends XMLFilterImpl {

    ElementsAndText(XMLReader parser) {
        super(parser);
    }

    @Override
    public void processingInstruction(String target, String data) {
        // says nothing
    }

    /** How it is parsed is settled: the engine would have a document include others, from wherever they are. */
    @Override
    public void setFeature(String name, boolean value) {
        // nothing is switched on or off
    }

    /** What a reader asks for by a property is to be told of more: of comments, or of declarations. */
    @Override
    public void setProperty(String name, Object value) {
        // nobody is told
    }
}
