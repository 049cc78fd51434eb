package koppel.api.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks methods that can answer a caller whose keys were valid within the last minute by a statement that asks for itself whether they still
 * are. Such a caller is let in to them without a look-up of its own; what it gets of {@link VendorCaller#holder()} is looked up then.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsksForItself {}
