package koppel.api.vendor;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import koppel.api.json.Answer;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemType;
import koppel.document.Finding;
import koppel.document.Verdict;

/** What the rules say about a document, as the API tells it. */
public final class Findings {

    private Findings() {}

    /** The refusal of a document, with every finding; the first error stands for all in the text. */
    public static Problem problem(List<Finding> findings) {
        String detail = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Finding::text)
                .findFirst()
                .orElse(ProblemType.INVALID_DOCUMENT.title() + ".");
        return Problem.of(ProblemType.INVALID_DOCUMENT, detail).with("findings", list(findings));
    }

    /** {@code {valid, ruleSet, findings}}. */
    public static JsonObject verdict(Verdict verdict) {
        return new Answer()
                .with("valid", verdict.valid())
                .with("ruleSet", verdict.ruleSet())
                .with("findings", list(verdict.findings()))
                .json();
    }

    private static JsonArray list(List<Finding> findings) {
        return Answer.list(findings, finding -> new Answer()
                .with("ruleId", finding.ruleId())
                .with("severity", finding.severity().word())
                .with("location", finding.location())
                .with("text", finding.text())
                .json());
    }
}
