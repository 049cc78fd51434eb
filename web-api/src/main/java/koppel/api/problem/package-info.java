/** The one home of errors: every failure becomes a problem document (RFC 9457) here. */
package koppel.api.problem;
