/** What software packages speak. */
package koppel.api.vendor;
