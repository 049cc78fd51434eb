package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;

import koppel.document.CheckingInvoice.DryRun;
import org.junit.jupiter.api.Test;

class CheckingInvoiceTest {

    private final PostOffice post = new PostOffice();

    private DryRun dryRun(String document) {
        return post.checking.dryRun(Invoices.content(document));
    }

    @Test
    void theRulesAloneDecideADryRunWhoeverTheParties() {
        assertThat(dryRun(Invoices.invoice())).isEqualTo(new DryRun.Judged(SetRules.FINE));
        assertThat(dryRun(Invoices.creditNote())).isEqualTo(new DryRun.Judged(SetRules.FINE));
        assertThat(dryRun(Invoices.invoiceWith("schemeID=\"0106\">12345678<", "schemeID=\"ABC\">x<")))
                .isEqualTo(new DryRun.Judged(SetRules.FINE));
    }

    @Test
    void anotherRootIsAViolationOfTheSchema() {
        DryRun.Judged judged =
                (DryRun.Judged) dryRun("<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>");
        assertThat(judged.verdict().valid()).isFalse();
        assertThat(judged.verdict().findings()).extracting(Finding::ruleId).containsExactly(Finding.SCHEMA);
        assertThat(judged.verdict().ruleSet()).isEqualTo(Verdict.NO_RULES);
    }

    @Test
    void whatIsNotWellFormedIsUnreadableAndMeetsNoRule() {
        for (String text : new String[] {"", "a,b", "<Invoice>", "<!DOCTYPE a []><a/>"}) {
            assertThat(dryRun(text)).isInstanceOf(DryRun.Unreadable.class);
        }
        assertThat(post.rules.days()).isEmpty();
    }

    @Test
    void whatIsNotReadToItsEndIsUnreadableHoweverWellFormed() {
        for (String text : new String[] {
            "<a>".repeat(65) + "</a>".repeat(65),
            "<!DOCTYPE Invoice>" + Invoices.invoice().replaceFirst("<\\?xml[^>]*>", ""),
            "<" + "a".repeat(1_001) + "/>",
            "<!--" + " ".repeat(129 * 1024) + "--><a/>"
        }) {
            assertThat(dryRun(text))
                    .isInstanceOfSatisfying(DryRun.Unreadable.class, unreadable -> assertThat(unreadable.findings())
                            .extracting(Finding::ruleId)
                            .containsExactly(Finding.SCHEMA));
        }
        assertThat(dryRun("<a>".repeat(64) + "</a>".repeat(64))).isInstanceOf(DryRun.Judged.class);
        assertThat(post.rules.days()).isEmpty();
    }
}
