/** The JSON library of the server. */
package koppel.api.jsonp;
