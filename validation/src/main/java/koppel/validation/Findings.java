package koppel.validation;

import java.util.ArrayList;
import java.util.List;
import koppel.document.Finding;
import koppel.document.Finding.Severity;

/** What is found in one document: the first ones, and how severe the worst of the others is. A document that breaks a rule on each of its lines could have a million. */
final class Findings {

    /** More than anybody reads. */
    private static final int MOST = 1000;

    private static final int LONGEST_TEXT = 1000;

    private final List<Finding> first = new ArrayList<>();
    private Severity left;
    private boolean errors;

    void add(String ruleId, Severity severity, String location, String text) {
        errors |= severity == Severity.ERROR;
        if (first.size() < MOST) {
            first.add(new Finding(ruleId, severity, location, cut(text)));
        } else if (left == null || severity == Severity.ERROR) {
            left = severity;
        }
    }

    boolean areErrors() {
        return errors;
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>(first);
        if (left != null) {
            all.add(others(left));
        }
        return all;
    }

    /** What stopped the judging comes first, since it says that the others are not all. */
    List<Finding> after(Unjudged stopped) {
        List<Finding> all = new ArrayList<>();
        all.add(new Finding(Finding.SCHEMA, Severity.ERROR, stopped.location, stopped.getMessage()));
        all.addAll(all());
        return all;
    }

    /** Says that there are more, as severe as the worst of those that are left out: warnings don't make a document invalid by their number. */
    private static Finding others(Severity worst) {
        return new Finding(
                Finding.SCHEMA,
                worst,
                "",
                "There are more than " + MOST + " findings; the others, "
                        + (worst == Severity.ERROR ? "errors among them" : "all of them warnings")
                        + ", are left out.");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
