package koppel.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Rules that say what a test wants to hear. */
final class SetRules implements InvoiceRules {

    static final Verdict FINE = new Verdict("rules for tests", List.of());

    private Verdict verdict = FINE;
    private boolean busy;
    private final List<LocalDate> days = new ArrayList<>();

    void say(Finding... findings) {
        verdict = new Verdict("rules for tests", List.of(findings));
    }

    /** From now on others are at it. */
    void beBusy() {
        busy = true;
    }

    /** The days whose rules were asked for. */
    List<LocalDate> days() {
        return List.copyOf(days);
    }

    @Override
    public Verdict judge(DocumentKind kind, Content content, LocalDate day) {
        days.add(day);
        if (busy) {
            throw new RulesBusy();
        }
        return verdict;
    }
}
