/** How the ledger's effort grows with the number of documents. */
package koppel.bench.scale;
