/** The append-only audit, in PostgreSQL. */
package koppel.persistence.audit;
