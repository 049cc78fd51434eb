/** The one home of errors, looked at. */
package koppel.api.problem;
