/** What the installation is set to: the pepper from its environment, and the public key that follows from it. */
package koppel.persistence.settings;
