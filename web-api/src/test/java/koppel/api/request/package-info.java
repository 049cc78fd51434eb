/** What holds for every request, before it is known which resource it is for. */
package koppel.api.request;
