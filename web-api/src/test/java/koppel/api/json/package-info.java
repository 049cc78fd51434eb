/** What is written as JSON. */
package koppel.api.json;
