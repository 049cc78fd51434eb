/** Offers of documents to connections: listed, leased, retrieved, withdrawn and made anew. */
package koppel.delivery;
