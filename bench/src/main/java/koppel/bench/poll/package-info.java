/** What a software package's calls cost over HTTP, beside the same SQL without a server. */
package koppel.bench.poll;
