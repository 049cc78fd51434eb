/** Tests of where software packages get their tokens. */
package koppel.api.connect;
