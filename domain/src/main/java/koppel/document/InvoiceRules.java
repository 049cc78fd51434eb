package koppel.document;

import java.time.LocalDate;

/** Port: the rules for invoices and credit notes: schema of UBL 2.1, EN 16931, Peppol BIS Billing 3. */
public interface InvoiceRules {

    /**
     * Holds a document against the rules that are in force on a day. It takes a dozen milliseconds and more, so it belongs neither in a
     * transaction nor between locks.
     *
     * @param kind what its root element says it is
     * @param content well-formed, without DTD and within the bounds of {@link InvoiceReader}
     * @throws RulesBusy if too many others are at it
     */
    Verdict judge(DocumentKind kind, Content content, LocalDate day);
}
