package koppel.validation;

import com.helger.base.location.ILocation;
import com.helger.diagnostics.error.IError;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

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

    static String of(IError error) {
        String path = error.getErrorFieldName();
        if (path != null && !path.isEmpty()) {
            return readable(path);
        }
        ILocation location = error.getErrorLocation();
        return location == null || location.getLineNumber() <= 0
                ? ""
                : "line " + location.getLineNumber() + ", column " + Math.max(0, location.getColumnNumber());
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
