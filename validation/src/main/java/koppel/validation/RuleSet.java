package koppel.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.Validator;
import koppel.document.Content;
import koppel.document.Verdict;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The rules of one release for one kind of document, compiled. They are applied here and not by phive's own executors, for three reasons: what
 * those find is in memory twice as a tree before any of it can be left out, they parse the document anew for each style sheet, and nothing
 * stops them.
 *
 * @param name such as {@code eu.peppol.bis3:invoice:2026.5}
 * @param schemas what a document has to obey before the rules are looked at
 * @param sheets the rules as style sheets, in their order
 * @param engine that has compiled the sheets
 */
record RuleSet(String name, List<Schema> schemas, List<XsltExecutable> sheets, Processor engine) {

    private static final String LOCALE = "http://apache.org/xml/properties/locale";

    private static final String SPENT =
            "It takes longer to hold the document against the rules than it may; what they say is not known.";

    RuleSet {
        schemas = List.copyOf(schemas);
        sheets = List.copyOf(sheets);
    }

    /** What these rules say about a document that is well-formed. */
    Verdict judge(Content content, ProcessorTime time) {
        Findings findings = new Findings();
        try {
            for (Schema schema : schemas) {
                apply(schema, ContentSource.of(content, time), findings);
            }
            // what breaks the schema would break rules that are not broken
            if (!findings.areErrors()) {
                applySheets(ContentSource.of(content, time), time, findings);
            }
            return new Verdict(name, findings.all());
        } catch (ProcessorTime.Spent spent) {
            return new Verdict(name, findings.after(new Unjudged("", SPENT)));
        } catch (Unjudged stopped) {
            return new Verdict(name, findings.after(stopped));
        }
    }

    private static void apply(Schema schema, SAXSource document, Findings findings) {
        Validator validator = schema.newValidator();
        validator.setErrorHandler(new BrokenSchema(findings));
        try {
            validator.setProperty(LOCALE, Locale.ENGLISH);
            validator.validate(document);
        } catch (SAXParseException e) {
            if (!findings.areErrors()) {
                throw new IllegalStateException("the handler was not told", e);
            }
        } catch (SAXException e) {
            throw new IllegalStateException("no handler complains", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(document);
        }
    }

    private void applySheets(SAXSource source, ProcessorTime time, Findings findings) {
        try {
            XdmNode document = engine.newDocumentBuilder().build(source);
            XdmNode watched = new XdmNode(WatchedNode.of(document.getUnderlyingNode(), time));
            for (XsltExecutable sheet : sheets) {
                XsltTransformer transformer = sheet.load();
                transformer.setInitialContextNode(watched);
                transformer.setDestination(new SAXDestination(new BrokenRules(findings)));
                transformer.transform();
            }
        } catch (SaxonApiException e) {
            throw new Unjudged("", "The rules can not be applied: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new Unjudged("", "The rules can not be applied to a text that is as long as one here.");
        } finally {
            close(source);
        }
    }

    /** A document that is read to its end is closed by then; others are not. */
    private static void close(SAXSource document) {
        try {
            document.getInputSource().getCharacterStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
