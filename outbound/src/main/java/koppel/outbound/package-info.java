/** Calls to addresses that others have chosen: bounded in time and size, and never where nobody from outside may reach. */
package koppel.outbound;
