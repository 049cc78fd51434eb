/** What has expired is taken out of the delivery queues by schedule. */
package koppel.batch.retention;
