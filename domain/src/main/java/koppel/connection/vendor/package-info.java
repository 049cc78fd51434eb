/** Software vendors: their own credentials, and the administrations that they tell of. */
package koppel.connection.vendor;
