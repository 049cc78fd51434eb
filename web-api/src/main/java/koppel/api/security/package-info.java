/** Who calls: tokens issued and checked, App Key and Secret, and the callers that resources see. */
package koppel.api.security;
