/** What lies between the container's connector and the applications. */
package koppel.api.transport;
