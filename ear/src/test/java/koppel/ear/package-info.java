/** Tests of the built EAR inside a Payara Server. */
package koppel.ear;
