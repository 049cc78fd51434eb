/** Connections of software packages to organisations: created, renewed, revoked, deleted, reconnected. */
package koppel.connection;
