/** What the console's files hold, compared with what the server says. */
package koppel.api.console;
