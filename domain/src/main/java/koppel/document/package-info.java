/** Invoices and credit notes: their bytes, the facts that are read from them, and the ids that name them. */
package koppel.document;
