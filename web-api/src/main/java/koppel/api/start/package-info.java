/** What happens once when the application starts. */
package koppel.api.start;
