/** What can be done with connections and keys: at random by several people at once, and what a check of keys costs. */
package koppel.bench.connections;
