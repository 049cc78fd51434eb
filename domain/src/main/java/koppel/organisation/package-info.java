/** Organisations, the ids by which others address them, and who may do what in them. */
package koppel.organisation;
