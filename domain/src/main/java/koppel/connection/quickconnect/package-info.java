/** Quick Connect: both keys are pasted at once, and the connection is configured in one go. */
package koppel.connection.quickconnect;
