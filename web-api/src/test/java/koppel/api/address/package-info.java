/** Where those who call us find us. */
package koppel.api.address;
