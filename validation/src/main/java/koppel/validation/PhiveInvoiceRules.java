package koppel.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import koppel.document.Content;
import koppel.document.DocumentKind;
import koppel.document.InvoiceRules;
import koppel.document.LargeDocuments;
import koppel.document.Places;
import koppel.document.Verdict;

/** Applies the rules, a few documents at a time: it is work for the processor and takes memory, so more at once would only be slower. */
@Singleton
class PhiveInvoiceRules implements InvoiceRules {

    private final Places places = new Places(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final LargeDocuments large;
    private final Releases releases;

    @Inject
    PhiveInvoiceRules(LargeDocuments large, Releases releases) {
        this.large = large;
        this.releases = releases;
    }

    @Override
    public Verdict judge(DocumentKind kind, Content content, LocalDate day) {
        JudgeEvent event = new JudgeEvent();
        event.begin();
        try {
            // a large one waits for its turn first, so that it keeps no place from the small ones
            return large.inTurn(content, () -> places.take(() -> judgeNow(kind, content, day)));
        } finally {
            event.commit();
        }
    }

    private Verdict judgeNow(DocumentKind kind, Content content, LocalDate day) {
        RuleSet rules = releases.on(day, kind);
        return rules.judge(content, ProcessorTime.of(content.size()));
    }
}
