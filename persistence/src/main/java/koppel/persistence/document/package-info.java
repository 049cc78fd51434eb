/** Documents, their bytes in parts, their statuses, in PostgreSQL. */
package koppel.persistence.document;
