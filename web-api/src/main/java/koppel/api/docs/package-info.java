/** The description of the API as pages: to read and to try. */
package koppel.api.docs;
