package koppel.api.vendor;

import koppel.api.json.Answer;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemType;
import koppel.document.ReadInvoice;

/** What is wrong with a document, as the API tells it. */
public final class Findings {

    private Findings() {}

    /** The refusal of a document that could not be read, with every finding. */
    public static Problem problem(ReadInvoice.Refused refused) {
        return Problem.of(
                        ProblemType.INVALID_DOCUMENT, refused.problems().get(0).text())
                .with("findings", Answer.list(refused.problems(), problem -> new Answer()
                        .with("ruleId", "schema")
                        .with("severity", "error")
                        .with("location", location(problem))
                        .with("text", problem.text())
                        .json()));
    }

    private static String location(ReadInvoice.Problem problem) {
        String where = problem.line() > 0 ? "line " + problem.line() + ", column " + problem.column() : "";
        return problem.location().isEmpty() ? where : problem.location();
    }
}
