package koppel.document;

import java.util.List;
import java.util.Objects;

/**
 * What the rules of a day say about a document.
 *
 * @param ruleSet which release of which rules, such as {@code eu.peppol.bis3:invoice:2026.5}
 * @param findings in the order of the rules; empty when there is nothing to say
 */
public record Verdict(String ruleSet, List<Finding> findings) {

    /** The rule set of a document that no rules were applied to: it is neither invoice nor credit note, or entered before there were any. */
    public static final String NO_RULES = "none";

    public Verdict {
        Objects.requireNonNull(ruleSet);
        findings = List.copyOf(findings);
    }

    /** Whether nothing is worse than a warning. */
    public boolean valid() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
