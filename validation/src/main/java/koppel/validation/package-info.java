/** The rules for invoices and credit notes, applied by phive: schema of UBL 2.1, EN 16931, Peppol BIS Billing 3. */
package koppel.validation;
