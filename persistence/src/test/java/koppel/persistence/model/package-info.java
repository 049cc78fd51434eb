/** A model of what everybody may do with the ledger, run by several threads at once; afterwards the rows are counted. */
package koppel.persistence.model;
