/** Starts Koppel with everything it needs on one machine: an embedded PostgreSQL, Payara Micro and the application. */
package koppel.run;
