/** The vendor API: how software packages send and retrieve invoices, in the shapes of the Procurement Service Bus. */
package koppel.api.vendor;
