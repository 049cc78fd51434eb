/** The applications under which the resources are served. */
package koppel.api;
