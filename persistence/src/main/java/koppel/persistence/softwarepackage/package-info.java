/** The catalogue of software packages, in PostgreSQL. */
package koppel.persistence.softwarepackage;
