/** Invoices that others have written, through a node and back. */
package koppel.bench.genuine;
