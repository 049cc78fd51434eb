package koppel.console;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import koppel.console.Portal.Organisation;

/** Invoices of our own writing, in Peppol BIS Billing 3, with two lines and an attachment. */
final class Invoices {

    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    private Invoices() {}

    static byte[] next(Organisation from, Organisation to) {
        return numbered(from, to, "2026-" + NUMBERS.incrementAndGet());
    }

    static byte[] numbered(Organisation from, Organisation to, String number) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
                    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
                  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
                  <cbc:ID>%1$s</cbc:ID>
                  <cbc:IssueDate>2026-11-02</cbc:IssueDate>
                  <cbc:DueDate>2026-12-02</cbc:DueDate>
                  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
                  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
                  <cbc:BuyerReference>PO-4711</cbc:BuyerReference>
                  <cac:AdditionalDocumentReference><cbc:ID>hours</cbc:ID><cac:Attachment>
                    <cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="hours.csv">ZGF5O2hvdXJzCjE7NAo=</cbc:EmbeddedDocumentBinaryObject>
                  </cac:Attachment></cac:AdditionalDocumentReference>
                  <cac:AccountingSupplierParty><cac:Party>%2$s
                    <cac:PostalAddress><cbc:StreetName>Molenkade 12</cbc:StreetName><cbc:CityName>Rotterdam</cbc:CityName><cbc:PostalZone>3011 AA</cbc:PostalZone>
                      <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
                    <cac:PartyTaxScheme><cbc:CompanyID>NL123456782B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
                    <cac:PartyLegalEntity><cbc:RegistrationName>Bakkerij De Molen B.V.</cbc:RegistrationName></cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingSupplierParty>
                  <cac:AccountingCustomerParty><cac:Party>%3$s
                    <cac:PostalAddress><cbc:StreetName>Vechtdijk 3</cbc:StreetName><cbc:CityName>Utrecht</cbc:CityName><cbc:PostalZone>3563 ME</cbc:PostalZone>
                      <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
                    <cac:PartyLegalEntity><cbc:RegistrationName>Hotel aan de Vecht B.V.</cbc:RegistrationName></cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingCustomerParty>
                  <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
                    <cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164300</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
                  <cac:PaymentTerms><cbc:Note>Within 30 days.</cbc:Note></cac:PaymentTerms>
                  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">88.20</cbc:TaxAmount>
                    <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">420.00</cbc:TaxableAmount>
                      <cbc:TaxAmount currencyID="EUR">88.20</cbc:TaxAmount>
                      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
                    </cac:TaxSubtotal></cac:TaxTotal>
                  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">420.00</cbc:LineExtensionAmount>
                    <cbc:TaxExclusiveAmount currencyID="EUR">420.00</cbc:TaxExclusiveAmount>
                    <cbc:TaxInclusiveAmount currencyID="EUR">508.20</cbc:TaxInclusiveAmount>
                    <cbc:PayableAmount currencyID="EUR">508.20</cbc:PayableAmount></cac:LegalMonetaryTotal>
                  %4$s%5$s
                </Invoice>
                """.formatted(
                        number,
                        endpoint(from),
                        endpoint(to),
                        line(1, "Baking lessons", "HUR", "4", "300.00", "75.00"),
                        line(2, "Rye flour, 25 kg", "C62", "6", "120.00", "20.00"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(int id, String name, String unit, String quantity, String amount, String price) {
        return """
                <cac:InvoiceLine><cbc:ID>%d</cbc:ID><cbc:InvoicedQuantity unitCode="%s">%s</cbc:InvoicedQuantity>
                  <cbc:LineExtensionAmount currencyID="EUR">%s</cbc:LineExtensionAmount>
                  <cac:Item><cbc:Name>%s</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>
                    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
                  <cac:Price><cbc:PriceAmount currencyID="EUR">%s</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
                """.formatted(id, unit, quantity, amount, name, price);
    }

    private static String endpoint(Organisation organisation) {
        String partyId = organisation.partyId();
        return "<cbc:EndpointID schemeID=\"%s\">%s</cbc:EndpointID>"
                .formatted(partyId.substring(0, 4), partyId.substring(5));
    }
}
