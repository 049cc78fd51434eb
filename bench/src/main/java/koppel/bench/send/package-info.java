/** The time of a send, split into its parts. */
package koppel.bench.send;
