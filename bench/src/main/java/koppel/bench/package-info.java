/** Programs that measure and prove what Koppel promises; each prints its report. They drive the built application from outside unless they say otherwise. */
package koppel.bench;
