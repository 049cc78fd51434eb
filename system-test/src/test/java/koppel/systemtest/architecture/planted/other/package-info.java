/** Half of a cycle on purpose. */
package koppel.systemtest.architecture.planted.other;
