package koppel.document;

import static koppel.document.InvoiceReading.head;
import static koppel.document.InvoiceReading.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.Optional;
import koppel.document.ReadInvoice.Problem;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;
import koppel.organisation.PartyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceReaderTest {

    @Test
    void theHeadOfAnInvoiceIsRead() {
        assertThat(head(Invoices.invoice()))
                .isEqualTo(new InvoiceHead(
                        DocumentKind.INVOICE,
                        "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
                        "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
                        "F-2026-0042",
                        LocalDate.of(2026, 3, 2),
                        PartyId.parse("NL:KVK:12345678"),
                        "Meelfabriek De Molen B.V.",
                        PartyId.parse("NL:KVK:87654321"),
                        "Bakkerij Het Krentenbrood V.O.F.",
                        new Amount(new BigDecimal("1312.85"), "EUR"),
                        Optional.of(LocalDate.of(2026, 4, 1))));
    }

    @Test
    void aCreditNoteIsOneByItsRootAndHasItsDueDateWithThePayment() {
        InvoiceHead head = head(Invoices.creditNote());
        assertThat(head.kind()).isEqualTo(DocumentKind.CREDIT_NOTE);
        assertThat(head.dueDate()).contains(LocalDate.of(2026, 4, 15));
    }

    @Test
    void prefixesAreTheWritersChoice() {
        String other = Invoices.invoice()
                .replace("cbc:", "x:")
                .replace("xmlns:cbc", "xmlns:x")
                .replace("cac:", "cbc:")
                .replace("xmlns:cac", "xmlns:cbc")
                .replace("<Invoice xmlns=", "<i:Invoice xmlns:i=")
                .replace("</Invoice>", "</i:Invoice>");
        assertThat(head(other)).isEqualTo(head(Invoices.invoice()));
    }

    @Test
    void blanksAroundAndWithinAValueDoNotCount() {
        String blank = Invoices.invoiceWith(">12345678<", ">\n   12345678\t<")
                .replace(">F-2026-0042<", ">  F-2026\r\n  0042 <")
                .replace("schemeID=\"0106\"", "schemeID=\" 0106 \"");
        assertThat(head(blank).supplier()).hasToString("0106:12345678");
        assertThat(head(blank).number()).isEqualTo("F-2026 0042");
    }

    @Test
    void commentsInstructionsAndCdataAreOnlyAnotherWayToWriteAValue() {
        String split = Invoices.invoiceWith(">12345678<", "><!-- a -->12<![CDATA[34]]>56<?x y?>&#55;8<!-- b --><")
                .replace("<Invoice ", "<?xml-stylesheet href='x'?><!-- copy --><Invoice ");
        assertThat(head(split)).isEqualTo(head(Invoices.invoice()));
    }

    @Test
    void thePredefinedEntitiesStandForTheirCharacters() {
        assertThat(head(Invoices.invoiceWith("De Molen B.V.", "De Molen &amp; Zn. &lt;1880&gt;"))
                        .supplierName())
                .isEqualTo("Meelfabriek De Molen & Zn. <1880>");
    }

    @Test
    void thePartysTradingNameDoesWhereItHasNoRegisteredOne() {
        String registered = "<cbc:RegistrationName>Meelfabriek De Molen B.V.</cbc:RegistrationName>";
        assertThat(head(Invoices.invoiceWith(registered, "")).supplierName()).isEqualTo("De Molen");
        assertThat(head(Invoices.invoiceWith(registered, "<cbc:RegistrationName> </cbc:RegistrationName>"))
                        .supplierName())
                .isEqualTo("De Molen");
    }

    @Test
    void aPartyMayHaveSeveralNamesOfWhichTheFirstCounts() {
        String registered = "<cbc:RegistrationName>Meelfabriek De Molen B.V.</cbc:RegistrationName>";
        assertThat(head(Invoices.invoiceWith(registered, registered + "<cbc:RegistrationName>B</cbc:RegistrationName>"))
                        .supplierName())
                .isEqualTo("Meelfabriek De Molen B.V.");
    }

    @ParameterizedTest
    @CsvSource({"1312.85, 1312.85", "-1656.25, -1656.25", "+5, 5.00", ".5, 0.50", "5., 5.00", "0, 0.00", "0001.10, 1.10"
    })
    void anAmountIsADecimalNumber(String written, BigDecimal value) {
        String amount = "\"EUR\">1312.85</cbc:PayableAmount>";
        InvoiceHead head = head(Invoices.invoiceWith(amount, "\"EUR\">" + written + "</cbc:PayableAmount>"));
        assertThat(head.payableAmount()).isEqualTo(value);
        assertThat(head.currency()).isEqualTo("EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.312,85", "1E3", "1e999999999", "NaN", "INF", "0x10", "1 312", "--1", "."})
    void whatIsNoDecimalNumberIsNoAmount(String written) {
        String amount = "\"EUR\">1312.85</cbc:PayableAmount>";
        Refused refused = refused(Invoices.invoiceWith(amount, "\"EUR\">" + written + "</cbc:PayableAmount>"));
        assertThat(refused.problems())
                .extracting(Problem::reason, Problem::location)
                .containsExactly(tuple(Reason.MALFORMED_FIELD, "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"));
        assertThat(refused.known().payable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02Z", "2026-03-02+01:00"})
    void aDateMayHaveAZone(String written) {
        assertThat(head(Invoices.invoiceWith("2026-03-02", written)).issueDate())
                .isEqualTo("2026-03-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-3-2026", "2026-02-30", "20260302", "2026-03-02T10:00:00", "0000-01-01", "+12026-03-02"})
    void whatIsNoDateIsRefused(String written) {
        assertThat(refused(Invoices.invoiceWith("2026-03-02", written)).problems())
                .extracting(Problem::reason, Problem::location)
                .containsExactly(tuple(Reason.MALFORMED_FIELD, "/Invoice/cbc:IssueDate"));
    }

    @Test
    void aBrokenDueDateIsLeftOutSinceItMayBeMissing() {
        assertThat(head(Invoices.invoiceWith("2026-04-01", "soon")).dueDate()).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        Refused refused = refused("""
                <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>
                """);
        assertThat(refused.problems())
                .extracting(Problem::reason)
                .containsExactly(
                        Reason.MISSING_CUSTOMIZATION_ID,
                        Reason.MISSING_PROFILE_ID,
                        Reason.MISSING_NUMBER,
                        Reason.MISSING_ISSUE_DATE,
                        Reason.MISSING_SUPPLIER_ENDPOINT,
                        Reason.MISSING_SUPPLIER_NAME,
                        Reason.MISSING_CUSTOMER_ENDPOINT,
                        Reason.MISSING_CUSTOMER_NAME,
                        Reason.MISSING_CURRENCY,
                        Reason.MISSING_PAYABLE_AMOUNT);
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(1));
        assertThat(refused.wellFormed()).isTrue();
        assertThat(refused.known().kind()).contains(DocumentKind.INVOICE);
    }

    @Test
    void whatCouldBeReadOfAnUnfinishedHeadIsKnownAllTheSame() {
        Refused refused = refused(Invoices.invoiceWith("<cbc:ID>F-2026-0042</cbc:ID>", "<cbc:ID/>")
                .replace("schemeID=\"0106\">8", "schemeID=\"0106\">X"));

        assertThat(refused.problems())
                .extracting(Problem::reason, Problem::location, Problem::text, Problem::line)
                .containsExactly(
                        tuple(Reason.MISSING_NUMBER, "/Invoice/cbc:ID", "cbc:ID is missing or empty.", 7),
                        tuple(
                                Reason.MALFORMED_FIELD,
                                "/Invoice/cac:AccountingCustomerParty/cac:Party/cbc:EndpointID",
                                "A number of the Dutch KvK has 8 digits.",
                                27));
        assertThat(refused.known().supplier()).contains(PartyId.parse("0106:12345678"));
        assertThat(refused.known().issueDate()).contains(LocalDate.of(2026, 3, 2));
        assertThat(refused.known().number()).isEmpty();
        assertThat(refused.known().customer()).isEmpty();
    }

    @Test
    void anEndpointNeedsAScheme() {
        assertThat(refused(Invoices.invoiceWith(" schemeID=\"0106\">12345678", ">12345678"))
                        .problems())
                .extracting(Problem::text)
                .containsExactly("cbc:EndpointID has no schemeID.");
        assertThat(refused(Invoices.invoiceWith("schemeID=\"0106\">1", "cbc:schemeID=\"0106\">1"))
                        .problems())
                .extracting(Problem::text)
                .containsExactly("cbc:EndpointID has no schemeID.");
    }

    @Test
    void anEndpointWithAnAmpersandIsNoPartyId() {
        assertThat(refused(Invoices.invoiceWith("\"0106\">12345678", "\"0060\">12&amp;45678"))
                        .problems())
                .extracting(Problem::reason)
                .containsExactly(Reason.MALFORMED_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cbc:ID>F-2026-0042</cbc:ID>",
                "<cbc:IssueDate>2026-03-02</cbc:IssueDate>",
                "<cbc:EndpointID schemeID=\"0106\">12345678</cbc:EndpointID>",
                "<cbc:PayableAmount currencyID=\"EUR\">1312.85</cbc:PayableAmount>"
            })
    void anElementThatIsThereTwiceCanNotBeTrusted(String element) {
        assertThat(refused(Invoices.invoiceWith(element, element + element)).reason())
                .isEqualTo(Reason.REPEATED_FIELD);
    }

    @Test
    void aSecondPartyOfTheSameRoleCanNotBeTrusted() {
        String customer = Invoices.invoice();
        customer = customer.substring(
                customer.indexOf("<cac:AccountingCustomerParty>"), customer.indexOf("<cac:PaymentMeans>"));
        assertThat(refused(Invoices.invoiceWith(customer, customer + customer)).problems())
                .extracting(Problem::reason, Problem::location)
                .containsExactly(
                        tuple(Reason.REPEATED_FIELD, "/Invoice/cac:AccountingCustomerParty/cac:Party/cbc:EndpointID"));
    }

    @Test
    void aValueWithElementsInItIsNone() {
        assertThat(refused(Invoices.invoiceWith(">F-2026-0042<", ">F-<b>2026</b>-0042<"))
                        .problems())
                .extracting(Problem::reason, Problem::location)
                .containsExactly(tuple(Reason.MALFORMED_FIELD, "/Invoice/cbc:ID"));
    }

    @Test
    void elementsOfAnotherNamespaceSayNothing() {
        String foreign = Invoices.invoiceWith(
                "<cbc:ID>F-2026-0042</cbc:ID>",
                "<ID>1</ID><ID xmlns=\"urn:else\">2</ID><cac:ID>3</cac:ID><cbc:ID>F-2026-0042</cbc:ID>");
        assertThat(head(foreign)).isEqualTo(head(Invoices.invoice()));
    }

    @Test
    void anInvoiceWithinAnExtensionIsNotThisInvoice() {
        String inner = Invoices.invoice();
        inner = inner.substring(inner.indexOf("<Invoice")).replace("F-2026-0042", "hidden");
        String outer = Invoices.invoiceWith(
                "<cbc:CustomizationID>",
                "<ext:UBLExtensions xmlns:ext=\"urn:x\"><ext:UBLExtension>" + inner
                        + "</ext:UBLExtension></ext:UBLExtensions><cbc:CustomizationID>");
        assertThat(head(outer)).isEqualTo(head(Invoices.invoice()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>",
                "<Invoice/>",
                "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2'/>",
                "<invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>",
                "<html><body>Not found</body></html>"
            })
    void anotherRootIsRefusedButWellFormed(String text) {
        Refused refused = refused(text);
        assertThat(refused.reason()).isEqualTo(Reason.WRONG_ROOT);
        assertThat(refused.wellFormed()).isTrue();
        assertThat(refused.known()).isEqualTo(PartialHead.NOTHING);
    }

    @Test
    void anotherRootIsReadToItsEndToo() {
        assertThat(refused("<Order><a></Order>").reason()).isEqualTo(Reason.NOT_XML);
    }

    @Test
    void aLongNumberIsRefusedAndNotCutOff() {
        assertThat(head(Invoices.invoiceWith("F-2026-0042", "F".repeat(200))).number())
                .hasSize(200);
        assertThat(refused(Invoices.invoiceWith("F-2026-0042", "F".repeat(201))).reason())
                .isEqualTo(Reason.MALFORMED_FIELD);
        assertThat(refused(Invoices.invoiceWith("F-2026-0042", "F".repeat(1_000_000)))
                        .reason())
                .isEqualTo(Reason.MALFORMED_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
    void theDeclaredEncodingIsRespected(String encoding) {
        String text = Invoices.invoiceWith("Molen B.V.", "Möle ß.V.").replace("UTF-8", encoding);
        assertThat(head(text.getBytes(Charset.forName(encoding))).supplierName())
                .isEqualTo("Meelfabriek De Möle ß.V.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsRespectedAlsoWithoutADeclaration(String encoding) {
        String text = Invoices.invoiceWith("Molen B.V.", "Möle ß.V.");
        text = "\uFEFF" + text.substring(text.indexOf("<Invoice"));
        assertThat(head(text.getBytes(Charset.forName(encoding))).supplierName())
                .isEqualTo("Meelfabriek De Möle ß.V.");
    }

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    void aKindKnowsItsRoot(DocumentKind kind) {
        assertThat(DocumentKind.of(kind.namespace(), kind.root())).contains(kind);
    }
}
