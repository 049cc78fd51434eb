package koppel.systemtest.architecture.planted.one;

import koppel.systemtest.architecture.planted.other.Other;

/** Knows who knows it. */
public record One(Other other) {}
