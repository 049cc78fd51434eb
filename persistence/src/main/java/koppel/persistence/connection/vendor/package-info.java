/** Vendors' credentials and the administrations that they tell of, in PostgreSQL. */
package koppel.persistence.connection.vendor;
