/** People's accounts, in PostgreSQL. */
package koppel.persistence.user;
