/** Organisations, their party ids and members, in PostgreSQL. */
package koppel.persistence.organisation;
