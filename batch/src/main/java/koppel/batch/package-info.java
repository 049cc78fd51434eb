/** What the jobs have in common; each job has a package of its own below. */
package koppel.batch;
