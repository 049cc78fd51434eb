/** Serves the console's files, with what a browser must be told about them. */
package koppel.api.console;
