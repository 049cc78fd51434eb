package koppel.validation;

import koppel.document.Finding;
import koppel.document.Finding.Severity;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.LocatorImpl;

/** Takes what the schema's validator has to say. */
final class BrokenSchema implements ErrorHandler {

    private final Findings findings;

    BrokenSchema(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void warning(SAXParseException warning) {
        add(Severity.WARNING, warning);
    }

    @Override
    public void error(SAXParseException error) {
        add(Severity.ERROR, error);
    }

    @Override
    public void fatalError(SAXParseException error) {
        add(Severity.ERROR, error);
    }

    private void add(Severity severity, SAXParseException said) {
        LocatorImpl place = new LocatorImpl();
        place.setLineNumber(said.getLineNumber());
        place.setColumnNumber(said.getColumnNumber());
        String text = said.getMessage();
        findings.add(Finding.SCHEMA, severity, Locations.of(place), text == null ? "" : text);
    }
}
