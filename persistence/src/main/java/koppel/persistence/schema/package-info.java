/** Brings the database to the schema that this version of Koppel expects, before anything uses it. */
package koppel.persistence.schema;
