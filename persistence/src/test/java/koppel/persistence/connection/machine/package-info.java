/** Several people do everything that can be done with connections, at once and at random; what must hold then is named. */
package koppel.persistence.connection.machine;
