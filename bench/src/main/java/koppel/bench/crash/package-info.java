/** Nodes are killed again and again under load; afterwards the rows are counted. */
package koppel.bench.crash;
