/** Where software packages get their tokens. */
package koppel.api.connect;
