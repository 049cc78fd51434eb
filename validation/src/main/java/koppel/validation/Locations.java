package koppel.validation;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.xml.sax.Locator;

/** Where in the document something was found, in a form that people read. */
final class Locations {

    /** How the rules name an element: {@code *:ID[namespace-uri()='urn:…'][1]}, or {@code Q{urn:…}ID[1]}. */
    private static final Pattern STEP = Pattern.compile(
            "\\*:([\\w.-]+)\\[namespace-uri\\(\\)\\s*=\\s*['\"]([^'\"]*)['\"]\\]|Q\\{([^}]*)\\}([\\w.-]+)");

    /** There is but one. */
    private static final Pattern ROOT = Pattern.compile("^(/\\w+)\\[1\\]");

    private static final Map<String, String> PREFIXES = Map.of(
            "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac:",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc:",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", "ext:");

    private Locations() {}

    static String of(Locator place) {
        return place == null || place.getLineNumber() <= 0
                ? ""
                : "line " + place.getLineNumber() + ", column " + Math.max(0, place.getColumnNumber());
    }

    static String readable(String path) {
        return ROOT.matcher(STEP.matcher(path).replaceAll(Locations::step)).replaceFirst("$1");
    }

    private static String step(MatchResult step) {
        boolean star = step.group(1) != null;
        String name = star ? step.group(1) : step.group(4);
        return PREFIXES.getOrDefault(star ? step.group(2) : step.group(3), "") + name;
    }
}
