/** The console in a real browser, against a real node: flows, keyboard, languages, accessibility. */
package koppel.console;
