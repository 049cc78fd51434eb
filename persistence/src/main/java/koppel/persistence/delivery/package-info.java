/** The offer ledger: delivery queues, epochs, pending offers, retrievals, re-offers, in PostgreSQL. */
package koppel.persistence.delivery;
