/**
 * Connection keys: how App Key and Secret are made, recognised and checked, and what is derived from the pepper that guards them.
 *
 * <p>Secret scanners find both by {@code kpl_app_[0-9A-Za-z]{30}} and {@code kpl_sec_[0-9A-Za-z]{49}}.
 */
package koppel.connection.keys;
