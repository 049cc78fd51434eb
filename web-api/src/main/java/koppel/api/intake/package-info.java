/** The way in from the Peppol network: access points hand in documents with credentials of their own. */
package koppel.api.intake;
