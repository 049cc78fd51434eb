/** JSON as it comes in and goes out: bounded, and with everything that is wrong listed at once. */
package koppel.api.json;
