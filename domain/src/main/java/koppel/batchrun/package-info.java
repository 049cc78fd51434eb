/** The runs of batch jobs: one owner at a time across nodes, progress, results and the healing of what died. */
package koppel.batchrun;
