package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import koppel.document.Content;
import koppel.document.DocumentKind;
import koppel.document.Finding;
import koppel.document.LargeDocuments;
import koppel.document.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that are small and well-formed, and made of what is dear to hold against the rules. */
class HostileRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Releases RELEASES = new Releases();
    private static final String LINE = Examples.invoice()
            .substring(
                    Examples.invoice().indexOf("<cac:InvoiceLine>"),
                    Examples.invoice().indexOf("</Invoice>"));

    /** Each takes the square of its number, or did. */
    static Map<String, String> shapes() {
        int many = 2_000;
        return Map.of(
                "payment ids, each compared with all before it",
                Examples.invoiceWithMany(
                        many, i -> "<cbc:PaymentID>" + i + "</cbc:PaymentID>", "<cac:PayeeFinancialAccount>"),
                "rates, for each of which all lines are added up",
                Examples.invoiceWithMany(many, i -> """
                        <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">1</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount>
                        <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>%s</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
                        </cac:TaxCategory></cac:TaxSubtotal>""".formatted(i), "<cac:TaxSubtotal>"),
                "places of findings, each counted from the first",
                Examples.invoiceWithMany(
                        many,
                        i -> "<cac:AdditionalDocumentReference><cbc:ID/></cac:AdditionalDocumentReference>",
                        "<cac:AccountingSupplierParty>"),
                "lines",
                Examples.invoiceWith(LINE, LINE.repeat(many)));
    }

    private static Verdict judge(String invoice, ProcessorTime time) {
        return RELEASES.on(DAY, DocumentKind.INVOICE).judge(Examples.content(invoice), time);
    }

    private static Verdict judge(String invoice) {
        return new PhiveInvoiceRules(new LargeDocuments(), RELEASES)
                .judge(DocumentKind.INVOICE, Examples.content(invoice), DAY);
    }

    /** A processor that takes a moment for each look at its clock. */
    private static ProcessorTime looks(int many) {
        AtomicLong looked = new AtomicLong();
        return ProcessorTime.of(looked::getAndIncrement, many);
    }

    private static void stopped(Verdict verdict) {
        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.ruleSet()).isEqualTo("eu.peppol.bis3:invoice:2026.5");
        Finding first = verdict.findings().get(0);
        assertThat(first.ruleId()).isEqualTo(Finding.SCHEMA);
        assertThat(first.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(first.text()).contains("longer");
    }

    static List<String> names() {
        return shapes().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void whateverTheRulesAreAtTheyStopWhenTheTimeIsSpent(String name) {
        String shape = shapes().get(name);
        // none for the schema, and none for the rules, wherever they are
        for (int looks : List.of(0, 200, 400)) {
            stopped(judge(shape, looks(looks)));
        }
    }

    @Test
    void strangersCanNotWriteOnTheErrorStream() {
        assertThat(judge(Examples.invoice()).valid()).isTrue();
        PrintStream stderr = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            shapes().values().forEach(shape -> judge(shape, looks(400)));
            judge(withContact("x".repeat(2_000)));
            judge(Examples.invoiceWith("<cbc:ID>2026-0001", "<cbc:ID>"));
            // in an amount that the rules add up: a number to the schema, and too large for the engine
            judge(Examples.invoiceWith(
                    "<cbc:TaxableAmount currencyID=\"EUR\">",
                    "<cbc:TaxableAmount currencyID=\"EUR\">" + "7".repeat(20_000)));
        } finally {
            System.setErr(stderr);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsFoundUntilThenIsTold() {
        String shape = shapes().get("places of findings, each counted from the first");
        Verdict verdict = judge(shape, looks(400));

        stopped(verdict);
        assertThat(verdict.findings())
                .hasSizeGreaterThan(1)
                .extracting(Finding::ruleId)
                .contains("BR-52");
    }

    @Test
    void aUsualDocumentLooksAtTheClockOnlyNowAndThen() {
        AtomicLong looked = new AtomicLong();
        assertThat(judge(Examples.invoice(), ProcessorTime.of(looked::getAndIncrement, Long.MAX_VALUE / 2))
                        .findings())
                .isEmpty();
        assertThat(looked.get()).isBetween(2L, 50L);
    }

    @Test
    void longInvoicesAreJudgedToTheirEnd() {
        int lines = 5_000;
        String total = 100 * lines + ".00";
        String invoice = Examples.invoiceWith(LINE, LINE.repeat(lines))
                .replace(
                        "<cbc:TaxableAmount currencyID=\"EUR\">100.00",
                        "<cbc:TaxableAmount currencyID=\"EUR\">" + total)
                .replace("<cbc:TaxAmount currencyID=\"EUR\">21.00", "<cbc:TaxAmount currencyID=\"EUR\">" + 21 * lines)
                .replace(
                        "<cbc:TaxExclusiveAmount currencyID=\"EUR\">100.00",
                        "<cbc:TaxExclusiveAmount currencyID=\"EUR\">" + total)
                .replaceFirst(
                        "(<cac:LegalMonetaryTotal>\\s*<cbc:LineExtensionAmount currencyID=\"EUR\">)100.00",
                        "$1" + total)
                .replace(">121.00<", ">" + 121 * lines + ".00<");
        Content content = Examples.content(invoice);
        assertThat(content.size()).isGreaterThan(LargeDocuments.LARGE);

        assertThat(judge(invoice).findings()).isEmpty();
    }

    private static String withContact(String telephone) {
        return Examples.invoice()
                .replace(">NL</cbc:IdentificationCode>", ">DE</cbc:IdentificationCode>")
                .replaceFirst(
                        "</cac:PartyLegalEntity>",
                        "</cac:PartyLegalEntity><cac:Contact><cbc:Name>x</cbc:Name><cbc:Telephone>" + telephone
                                + "</cbc:Telephone><cbc:ElectronicMail>a@b.c</cbc:ElectronicMail></cac:Contact>");
    }

    @Test
    void aTelephoneNumberThatNobodyCanDialIsNotTried() {
        Verdict verdict = judge(withContact("x".repeat(1_000_000)));

        assertThat(verdict.findings()).hasSize(1);
        assertThat(verdict.findings().get(0).text()).contains("1000 characters");
        assertThat(verdict.findings().get(0).location()).startsWith("line 3");
        assertThat(judge(withContact("x".repeat(1_000))).findings())
                .extracting(Finding::ruleId)
                .contains("DE-R-027");
    }

    @Test
    void aNumberOfAMillionDigitsIsNotRead() {
        Verdict verdict = judge(Examples.invoiceWith("<cbc:Percent>21", "<cbc:Percent>21." + "0".repeat(1_000_000)));

        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.findings()).hasSize(1);
        assertThat(verdict.findings().get(0).text()).contains("65536 characters");
        assertThat(judge(Examples.invoiceWith("<cbc:Percent>21", "<cbc:Percent>21." + "0".repeat(60_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aNoteOfThirtyPagesIsANote() {
        assertThat(judge(Examples.invoiceWith(
                                "<cbc:DocumentCurrencyCode>",
                                "<cbc:Note>" + "a word ".repeat(9_000) + "</cbc:Note><cbc:DocumentCurrencyCode>"))
                        .findings())
                .isEmpty();
    }
}
