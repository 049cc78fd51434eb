/** Requests made from the API's description, most of them with something wrong, as whoever tries to break it would send them. */
package koppel.systemtest.fuzz;
