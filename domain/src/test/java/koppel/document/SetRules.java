package koppel.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Rules that say what a test wants to hear. */
final class SetRules implements InvoiceRules {

    static final Verdict FINE = new Verdict("rules for tests", List.of());

    private Verdict verdict = FINE;
    private final List<LocalDate> days = new ArrayList<>();

    void say(Finding... findings) {
        verdict = new Verdict("rules for tests", List.of(findings));
    }

    /** The days whose rules were asked for. */
    List<LocalDate> days() {
        return List.copyOf(days);
    }

    @Override
    public Verdict judge(DocumentKind kind, Content content, LocalDate day) {
        days.add(day);
        return verdict;
    }
}
