package koppel.shared;

/** Told once, when the server has started the web module, the last part of the application: what loads many classes on threads of its own begins then. */
public record ApplicationStarted() {}
