package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.shared.Clock;

/** Reads a document and holds it against the rules of the day. It stores nothing and runs outside of any transaction. */
@Singleton
public class CheckingInvoice {

    private final InvoiceReader reader = new InvoiceReader();
    private final InvoiceRules rules;
    private final LargeDocuments large;
    private final Clock clock;

    @Inject
    public CheckingInvoice(InvoiceRules rules, LargeDocuments large, Clock clock) {
        this.rules = rules;
        this.large = large;
        this.clock = clock;
    }

    /**
     * The head of a document, read but not yet judged.
     *
     * @throws RulesBusy if it is large, and too many others of this kind are being read or judged
     */
    public ReadInvoice read(Content content) {
        return large.inTurn(content, () -> reader.read(content));
    }

    /** What the rules of the day say about a document that has been read. */
    public Verdict judge(InvoiceHead head, Content content) {
        return rules.judge(head.kind(), content, today());
    }

    /**
     * What is to be said about a document that could not be taken as it is: all that the rules find, as far as they can be applied, and
     * what stopped the reading where the rules have nothing against it.
     */
    public Verdict explain(ReadInvoice.Refused refused, Content content) {
        Optional<DocumentKind> kind = refused.wellFormed() ? refused.known().kind() : Optional.empty();
        Verdict verdict = kind.map(known -> rules.judge(known, content, today()))
                .orElseGet(() -> new Verdict(Verdict.NO_RULES, List.of()));
        if (!verdict.valid()) {
            return verdict;
        }
        List<Finding> findings = new ArrayList<>(findings(refused));
        findings.addAll(verdict.findings());
        return new Verdict(verdict.ruleSet(), findings);
    }

    /**
     * A dry run. Whose the document is plays no part in it, so what a reader can't use but the rules accept is valid.
     *
     * @return {@link DryRun.Unreadable} for what is not well-formed, and for what is not read to its end although it may be: with a DTD, in which
     *     nothing is looked for, or beyond the bounds of what is read
     */
    public DryRun dryRun(Content content) {
        ReadInvoice read = read(content);
        if (read instanceof ReadInvoice.Read whole) {
            return new DryRun.Judged(judge(whole.head(), content));
        }
        ReadInvoice.Refused refused = (ReadInvoice.Refused) read;
        if (!refused.wellFormed()) {
            return new DryRun.Unreadable(findings(refused));
        }
        return new DryRun.Judged(refused.known()
                .kind()
                .map(kind -> rules.judge(kind, content, today()))
                .orElseGet(() -> new Verdict(Verdict.NO_RULES, findings(refused))));
    }

    /** What came of a dry run. */
    public sealed interface DryRun {

        record Judged(Verdict verdict) implements DryRun {}

        /** Not well-formed, or not read to its end. */
        record Unreadable(List<Finding> findings) implements DryRun {}
    }

    private static List<Finding> findings(ReadInvoice.Refused refused) {
        return refused.problems().stream()
                .map(problem -> new Finding(Finding.SCHEMA, Finding.Severity.ERROR, location(problem), problem.text()))
                .toList();
    }

    private static String location(ReadInvoice.Problem problem) {
        String where = problem.line() > 0 ? "line " + problem.line() + ", column " + problem.column() : "";
        return problem.location().isEmpty() ? where : problem.location();
    }

    /** Releases of the rules come into force at midnight of coordinated universal time. */
    private LocalDate today() {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }
}
