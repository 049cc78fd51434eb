package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import koppel.document.Content;
import koppel.document.DocumentKind;
import koppel.document.Finding;
import koppel.document.LargeDocuments;
import koppel.document.RulesBusy;
import koppel.document.Verdict;
import org.junit.jupiter.api.Test;

class PhiveInvoiceRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    private static final Releases RELEASES = new Releases();

    private static final PhiveInvoiceRules RULES = new PhiveInvoiceRules(new LargeDocuments(), RELEASES);

    private static Verdict judge(String invoice) {
        return RULES.judge(DocumentKind.INVOICE, Examples.content(invoice), DAY);
    }

    @Test
    void aGoodInvoiceAndAGoodCreditNoteHaveNoFindings() {
        assertThat(judge(Examples.invoice())).isEqualTo(new Verdict("eu.peppol.bis3:invoice:2026.5", List.of()));
        assertThat(RULES.judge(DocumentKind.CREDIT_NOTE, Examples.content(Examples.creditNote()), DAY))
                .isEqualTo(new Verdict("eu.peppol.bis3:creditnote:2026.5", List.of()));
    }

    @Test
    void aSumThatIsWrongIsFoundWithRulePlaceAndText() {
        Verdict verdict = judge(Examples.invoiceWith(
                "<cbc:TaxInclusiveAmount currencyID=\"EUR\">121.00",
                "<cbc:TaxInclusiveAmount currencyID=\"EUR\">122.00"));

        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.findings()).extracting(Finding::ruleId).contains("BR-CO-15");
        Finding finding = verdict.findings().stream()
                .filter(each -> each.ruleId().equals("BR-CO-15"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        assertThat(finding.location()).isEqualTo("/Invoice");
        assertThat(finding.text()).contains("BT-112");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceByTheRulesOfEuropeAndOfPeppol() {
        String invoice = Examples.invoiceWith("<cbc:BuyerReference>PO-4711</cbc:BuyerReference>", "")
                .replace("<cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>", "");
        assertThat(judge(invoice).findings())
                .extracting(Finding::ruleId)
                .contains("BR-09", "BR-11", "PEPPOL-EN16931-R003");
    }

    @Test
    void aWarningDoesNotMakeADocumentInvalid() {
        Verdict verdict = judge(
                Examples.invoiceWith(
                        "<cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164300</cbc:ID></cac:PayeeFinancialAccount>",
                        "<cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164300</cbc:ID><cbc:Name>a</cbc:Name></cac:PayeeFinancialAccount>"
                                + "<cac:PaymentMandate><cbc:ID>1</cbc:ID><cac:PayerFinancialAccount><cbc:ID>1</cbc:ID>"
                                + "<cbc:Name>no business of theirs</cbc:Name></cac:PayerFinancialAccount></cac:PaymentMandate>"));

        assertThat(verdict.findings()).isNotEmpty().allMatch(each -> each.severity() == Finding.Severity.WARNING);
        assertThat(verdict.valid()).isTrue();
    }

    @Test
    void whatBreaksTheSchemaSaysSoWithLineAndColumn() {
        Verdict verdict = judge(Examples.invoiceWith("<cbc:IssueDate>2026-11-02<", "<cbc:IssueDate>yesterday<"));

        assertThat(verdict.valid()).isFalse();
        assertThat(verdict.findings()).allMatch(each -> each.ruleId().equals(Finding.SCHEMA));
        assertThat(verdict.findings().get(0).location()).matches("line 8, column \\d+");
        assertThat(verdict.findings()).anyMatch(each -> each.text().contains("IssueDate"));
    }

    @Test
    void aPlaceIsNamedWithTheUsualPrefixes() {
        Verdict verdict =
                judge(Examples.invoiceWith("<cbc:Name>Advice</cbc:Name>", "<cbc:Description>x</cbc:Description>"));

        assertThat(verdict.findings()).extracting(Finding::location).contains("/Invoice/cac:InvoiceLine[1]");
    }

    @Test
    void anAttachmentIsBase64OrNotHoweverLongItIs() {
        String large = Base64.getMimeEncoder().encodeToString(new byte[3_000_001]);
        assertThat(judge(Examples.withAttachment(large)).findings()).isEmpty();
        assertThat(judge(Examples.withAttachment("QUJD")).findings()).isEmpty();
        assertThat(judge(Examples.withAttachment(large.substring(0, 1_000_000) + "!" + large.substring(1_000_000)))
                        .valid())
                .isFalse();
        assertThat(judge(Examples.withAttachment(
                                large.replace("=", "").substring(0, 2_000_000).replaceAll("\\s", "") + "A"))
                        .valid())
                .isFalse();
        assertThat(judge(Examples.withAttachment("QUJ")).valid()).isFalse();
    }

    @Test
    void commentsAndInstructionsSayNothingWhereverTheyAre() {
        String said = "<!-- a comment --><?an instruction?>";
        assertThat(judge(Examples.invoice()
                                .replace("<Invoice", said + "<Invoice")
                                .replace("PO-4711", "PO-" + said + "4711")
                                .replace("<cbc:Name>Advice", said + "<cbc:Name>" + said + "Advice"))
                        .findings())
                .isEmpty();
    }

    private static String withExtension(String content) {
        return Examples.invoiceWith(
                "<cbc:CustomizationID>",
                "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\">"
                        + "<ext:UBLExtension><ext:ExtensionContent>" + content
                        + "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions><cbc:CustomizationID>");
    }

    /** An extension may hold whatever there is, so the schema has nothing against it. */
    @Test
    void nothingIsFetchedOrIncludedWhateverADocumentRefersTo() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            String include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" %shref=\"%s\"/>";
            String hint =
                    "<y xmlns=\"urn:y\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:y "
                            + url + "\" xsi:noNamespaceSchemaLocation=\"" + url + "\"><x/></y>";
            Verdict bare = judge(withExtension("<x/>"));
            for (String reference : List.of(
                    include.formatted("", url),
                    include.formatted("parse=\"text\" ", url),
                    include.formatted("parse=\"text\" ", "file:///etc/hostname"),
                    "<?xml-stylesheet href=\"" + url + "\"?><x/>",
                    hint)) {
                assertThat(judge(withExtension(reference)).findings())
                        .as(reference)
                        .extracting(Finding::ruleId)
                        .isEqualTo(bare.findings().stream().map(Finding::ruleId).toList());
            }
            server.setSoTimeout(200);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
        }
    }

    @Test
    void otherEncodingsAreReadAsTheyAre() {
        byte[] utf16 = Examples.invoice().replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16);
        assertThat(RULES.judge(DocumentKind.INVOICE, Examples.content(utf16), DAY)
                        .findings())
                .isEmpty();
        byte[] latin1 = Examples.invoice()
                .replace("UTF-8", "ISO-8859-1")
                .replace("Gracht", "Größe")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RULES.judge(DocumentKind.INVOICE, Examples.content(latin1), DAY)
                        .findings())
                .isEmpty();
    }

    @Test
    void aDocumentThatBreaksRulesOnEachLineHasABoundedNumberOfFindings() {
        String line = Examples.invoice()
                .substring(
                        Examples.invoice().indexOf("<cac:InvoiceLine>"),
                        Examples.invoice().indexOf("</Invoice>"));
        Verdict verdict = judge(Examples.invoice()
                .replace(line, line.replace("<cbc:Name>Advice</cbc:Name>", "").repeat(1200)));
        assertThat(verdict.findings()).hasSize(1001);
        assertThat(verdict.valid()).isFalse();
    }

    private static final String SUPPLIER = "</cbc:EndpointID>";

    /** Each is doubtful by itself, and by itself alone. */
    private static String withDoubtfulIds(String invoice, int many) {
        return invoice.replaceFirst(
                SUPPLIER,
                SUPPLIER
                        + "<cac:PartyIdentification><cbc:ID schemeID=\"0201\">doubtful</cbc:ID></cac:PartyIdentification>"
                                .repeat(many));
    }

    @Test
    void warningsDoNotMakeADocumentInvalidHoweverManyThereAre() {
        Verdict verdict = judge(withDoubtfulIds(Examples.invoice(), 1200));

        assertThat(verdict.findings())
                .hasSize(1001)
                .allMatch(each -> each.severity() == Finding.Severity.WARNING)
                .last()
                .satisfies(left -> {
                    assertThat(left.ruleId()).isEqualTo(Finding.SCHEMA);
                    assertThat(left.text()).contains("more than 1000");
                });
        assertThat(verdict.valid()).isTrue();
        assertThat(judge(withDoubtfulIds(Examples.invoice(), 1000)).findings()).hasSize(1000);
    }

    @Test
    void anErrorAmongThoseLeftOutMakesItInvalidAllTheSame() {
        // the buyer's number is looked at after the seller's
        Verdict verdict = judge(withDoubtfulIds(
                Examples.invoiceWith("\"0106\">87654321</cbc:CompanyID>", "\"0088\">87654321</cbc:CompanyID>"), 1200));

        assertThat(verdict.findings())
                .hasSize(1001)
                .filteredOn(each -> each.severity() == Finding.Severity.ERROR)
                .extracting(Finding::ruleId)
                .containsExactly(Finding.SCHEMA);
        assertThat(verdict.valid()).isFalse();
    }

    @Test
    void aLargeDocumentIsJudgedInTheTurnInWhichOthersAreRead() {
        LargeDocuments large = new LargeDocuments(Duration.ZERO);
        PhiveInvoiceRules rules = new PhiveInvoiceRules(large, RELEASES);
        Content document = Examples.content(Examples.invoice() + " ".repeat((int) LargeDocuments.LARGE));

        large.inTurn(document, () -> {
            assertThatExceptionOfType(RulesBusy.class)
                    .isThrownBy(() -> rules.judge(DocumentKind.INVOICE, document, DAY));
            return assertThat(rules.judge(DocumentKind.INVOICE, Examples.content(Examples.invoice()), DAY)
                            .valid())
                    .isTrue();
        });
        assertThat(rules.judge(DocumentKind.INVOICE, document, DAY).valid()).isTrue();
    }

    @Test
    void manyAtOnceAreAllJudged() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, 32)
                    .<Callable<Boolean>>mapToObj(i -> () -> judge(
                                    i % 2 == 0
                                            ? Examples.invoice()
                                            : Examples.invoiceWith(
                                                    "<cbc:BuyerReference>PO-4711</cbc:BuyerReference>", ""))
                            .valid())
                    .toList();
            List<Future<Boolean>> verdicts = threads.invokeAll(tasks);
            for (int i = 0; i < verdicts.size(); i++) {
                assertThat(verdicts.get(i).get()).isEqualTo(i % 2 == 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
