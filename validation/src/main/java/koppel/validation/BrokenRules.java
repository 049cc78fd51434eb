package koppel.validation;

import java.util.Locale;
import koppel.document.Finding;
import koppel.document.Finding.Severity;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Takes what a style sheet of rules has to say, a report in the Schematron Validation Report Language (SVRL), while it is being said. */
final class BrokenRules extends DefaultHandler {

    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private final Findings findings;

    private String ruleId;
    private Severity severity;
    private String location;
    private boolean inText;
    private final StringBuilder text = new StringBuilder();

    BrokenRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void startElement(String namespace, String localName, String name, Attributes attributes) {
        if (isFinding(namespace, localName)) {
            String id = attributes.getValue("id");
            ruleId = id == null || id.isBlank() ? Finding.SCHEMA : id.trim();
            severity = severity(attributes.getValue("flag"));
            String path = attributes.getValue("location");
            location = path == null ? "" : Locations.readable(path);
            text.setLength(0);
        } else if (namespace.equals(SVRL) && localName.equals("text")) {
            inText = true;
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (inText) {
            text.append(characters, start, length);
        }
    }

    @Override
    public void endElement(String namespace, String localName, String name) {
        if (namespace.equals(SVRL) && localName.equals("text")) {
            inText = false;
        } else if (isFinding(namespace, localName)) {
            findings.add(ruleId, severity, location, text.toString().trim());
        }
    }

    private static boolean isFinding(String namespace, String localName) {
        return namespace.equals(SVRL) && (localName.equals("failed-assert") || localName.equals("successful-report"));
    }

    /** What nobody has heard of is an error. */
    private static Severity severity(String flag) {
        return switch (flag == null ? "" : flag.toLowerCase(Locale.ROOT)) {
            case "warning", "warn", "information", "info" -> Severity.WARNING;
            default -> Severity.ERROR;
        };
    }
}
