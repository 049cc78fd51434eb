/** The job that re-offers what was not retrieved: its schedule, its ownership, its steps. */
package koppel.batch.reoffer;
