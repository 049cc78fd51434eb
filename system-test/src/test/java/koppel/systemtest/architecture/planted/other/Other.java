package koppel.systemtest.architecture.planted.other;

import koppel.systemtest.architecture.planted.one.One;

/** Knows who knows it. */
public record Other(One one) {}
