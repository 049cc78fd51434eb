/** Releases of the rules are made ready before they come into force. */
package koppel.batch.rules;
