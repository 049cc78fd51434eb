/** The API's description, read to hold it against itself and against what the server answers. */
package koppel.systemtest.description;
