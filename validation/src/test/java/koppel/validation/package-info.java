/** The rules, held against documents. */
package koppel.validation;
