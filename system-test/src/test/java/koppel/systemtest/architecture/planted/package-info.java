/** Violations on purpose, so that every rule is seen to report one. */
package koppel.systemtest.architecture.planted;
