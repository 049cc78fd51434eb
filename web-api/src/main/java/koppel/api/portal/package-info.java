/** The portal API: what the console and automation do for people. */
package koppel.api.portal;
