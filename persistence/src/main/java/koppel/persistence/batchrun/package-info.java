/** The runs of batch jobs, in PostgreSQL. */
package koppel.persistence.batchrun;
