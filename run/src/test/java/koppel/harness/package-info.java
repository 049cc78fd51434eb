/** Starts and stops what Koppel runs on, for tests: a PostgreSQL, the application on Payara Micro, and on Payara Server. */
package koppel.harness;
