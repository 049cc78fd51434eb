/** Says whether this node can serve requests. */
package koppel.api.health;
