/** Tests of the whole, from outside: they know addresses and words, and no class of Koppel. */
package koppel.systemtest;
