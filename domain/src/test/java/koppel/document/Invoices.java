package koppel.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Invoices to read in tests. */
final class Invoices {

    private static final String TEMPLATE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ROOT xmlns="urn:oasis:names:specification:ubl:schema:xsd:ROOT-2"
                xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
              <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
              <cbc:ID>F-2026-0042</cbc:ID>
              <cbc:IssueDate>2026-03-02</cbc:IssueDate>
              <cbc:DueDate>2026-04-01</cbc:DueDate>
              <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
              <cac:OrderReference>
                <cbc:ID>order 7, not the invoice's number</cbc:ID>
              </cac:OrderReference>
              <cac:AccountingSupplierParty>
                <cac:Party>
                  <cbc:EndpointID schemeID="0106">12345678</cbc:EndpointID>
                  <cac:PartyName>
                    <cbc:Name>De Molen</cbc:Name>
                  </cac:PartyName>
                  <cac:PartyLegalEntity>
                    <cbc:RegistrationName>Meelfabriek De Molen B.V.</cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                </cac:Party>
              </cac:AccountingSupplierParty>
              <cac:AccountingCustomerParty>
                <cac:Party>
                  <cbc:EndpointID schemeID="0106">87654321</cbc:EndpointID>
                  <cac:PartyName>
                    <cbc:Name>Het Krentenbrood</cbc:Name>
                  </cac:PartyName>
                  <cac:PartyLegalEntity>
                    <cbc:RegistrationName>Bakkerij Het Krentenbrood V.O.F.</cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                </cac:Party>
              </cac:AccountingCustomerParty>
              <cac:PaymentMeans>
                <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
                <cbc:PaymentDueDate>2026-04-15</cbc:PaymentDueDate>
              </cac:PaymentMeans>
              <cac:LegalMonetaryTotal>
                <cbc:TaxInclusiveAmount currencyID="EUR">1312.85</cbc:TaxInclusiveAmount>
                <cbc:PayableAmount currencyID="EUR">1312.85</cbc:PayableAmount>
              </cac:LegalMonetaryTotal>
              <cac:ROOTLine>
                <cbc:ID>1</cbc:ID>
                <cac:Item>
                  <cbc:Name>Tarwebloem, 25 kg</cbc:Name>
                </cac:Item>
              </cac:ROOTLine>
            </ROOT>
            """;

    private Invoices() {}

    static String invoice() {
        return TEMPLATE.replace("ROOT", "Invoice");
    }

    static String creditNote() {
        return TEMPLATE.replace("ROOT", "CreditNote").replace("  <cbc:DueDate>2026-04-01</cbc:DueDate>\n", "");
    }

    /** The invoice with one piece of it replaced, which must be there. */
    static String invoiceWith(String piece, String replacement) {
        if (!invoice().contains(piece)) {
            throw new IllegalArgumentException("the invoice has no " + piece);
        }
        return invoice().replace(piece, replacement);
    }

    static Content content(String text) {
        return content(text.getBytes(StandardCharsets.UTF_8));
    }

    static Content content(byte[] bytes) {
        try {
            return SpooledContent.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
