package koppel.harness;

import java.nio.charset.StandardCharsets;

/** Invoices and credit notes of our own writing, in Peppol BIS Billing 3, between two party ids. */
public final class Invoices {

    private Invoices() {}

    public static byte[] invoice(String from, String to, String number) {
        return document("Invoice", "InvoiceTypeCode>380", from, to, number);
    }

    public static byte[] creditNote(String from, String to, String number) {
        return document("CreditNote", "CreditNoteTypeCode>381", from, to, number);
    }

    private static byte[] document(String root, String typeCode, String from, String to, String number) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- Größe & more: bytes must survive -->
                <%1$s xmlns="urn:oasis:names:specification:ubl:schema:xsd:%1$s-2"
                    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
                  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
                  <cbc:ID>%2$s</cbc:ID>
                  <cbc:IssueDate>2026-11-02</cbc:IssueDate>
                  %9$s<cbc:%3$s</cbc:%4$s>
                  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
                  <cbc:BuyerReference>PO-1</cbc:BuyerReference>
                  %8$s
                  <cac:AccountingSupplierParty><cac:Party>%5$s
                    <cac:PartyTaxScheme><cbc:CompanyID>NL123456782B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
                    <cac:PartyLegalEntity><cbc:RegistrationName>Seller B.V.</cbc:RegistrationName>%10$s</cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingSupplierParty>
                  <cac:AccountingCustomerParty><cac:Party>%6$s
                    <cac:PartyLegalEntity><cbc:RegistrationName>Buyer B.V.</cbc:RegistrationName>%11$s</cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingCustomerParty>
                  <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
                    <cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164300</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
                  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
                    <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
                      <cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
                      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
                    </cac:TaxSubtotal></cac:TaxTotal>
                  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
                    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
                    <cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
                    <cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
                  <cac:%1$sLine><cbc:ID>1</cbc:ID>%7$s<cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
                    <cac:Item><cbc:Name>Advice</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>
                      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
                    <cac:Price><cbc:PriceAmount currencyID="EUR">50.00</cbc:PriceAmount></cac:Price></cac:%1$sLine>
                </%1$s>
                """.formatted(
                        root,
                        number,
                        typeCode,
                        typeCode.replaceAll(">.*", ""),
                        party(from),
                        party(to),
                        root.equals("Invoice")
                                ? "<cbc:InvoicedQuantity unitCode=\"HUR\">2</cbc:InvoicedQuantity>"
                                : "<cbc:CreditedQuantity unitCode=\"HUR\">2</cbc:CreditedQuantity>",
                        root.equals("Invoice")
                                ? ""
                                : "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>T-0</cbc:ID>"
                                        + "</cac:InvoiceDocumentReference></cac:BillingReference>",
                        root.equals("Invoice") ? "<cbc:DueDate>2026-12-02</cbc:DueDate>" : "",
                        company(from),
                        company(to))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String party(String partyId) {
        return """
                <cbc:EndpointID schemeID="%s">%s</cbc:EndpointID>
                <cac:PostalAddress><cbc:StreetName>Kade 1</cbc:StreetName><cbc:CityName>Utrecht</cbc:CityName>
                <cbc:PostalZone>3511 AB</cbc:PostalZone><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>""".formatted(partyId.substring(0, 4), partyId.substring(5));
    }

    private static String company(String partyId) {
        return "<cbc:CompanyID schemeID=\"%s\">%s</cbc:CompanyID>"
                .formatted(partyId.substring(0, 4), partyId.substring(5));
    }
}
