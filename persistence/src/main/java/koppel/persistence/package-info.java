/** What every adapter of this module uses: the entity manager, and SQL where the statement itself carries the promise. */
package koppel.persistence;
