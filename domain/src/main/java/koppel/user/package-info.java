/** People: their accounts, the environments they belong to, and how they sign in. */
package koppel.user;
