package koppel.api.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks methods that answer nothing before a statement has asked for itself whether keys that were valid within the last minute still are: one
 * that does all that is asked for, or the one that finds the organisation which the path names. Such a caller is let in to them without a look-up of its own; what
 * they get of {@link VendorCaller#holder()} is looked up then, unless it was asked before. Where a body is read before
 * that, it is read for keys that have ended, too: so only for what is small, or what forgets such keys when it finds out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsksForItself {}
