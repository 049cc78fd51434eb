/** Bodies cut out of the connection's bytes. */
package koppel.api.transport;
