/** The ledger's model, run for as many steps as one has time for. */
package koppel.bench.model;
