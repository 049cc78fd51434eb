/** The rules on what may import what, each with a proof that it bites. */
package koppel.systemtest.architecture;
