/** Connections, their keys and what a change of them does to delivery queues, in PostgreSQL. */
package koppel.persistence.connection;
