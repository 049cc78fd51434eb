/** The catalogue of software packages that can be connected. */
package koppel.softwarepackage;
