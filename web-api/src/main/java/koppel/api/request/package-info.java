/** What holds for every request, whichever resource it is for. */
package koppel.api.request;
