/** The few things every context uses: the clock, the root of the exceptions with meaning, and pages of lists. */
package koppel.shared;
