package koppel.api.jsonp;

import jakarta.json.spi.JsonProvider;

/**
 * The JSON library, looked up once. {@link jakarta.json.Json} looks for it in every jar of the server with each single object, array or
 * value that it makes, which for a page of a hundred items takes a hundred times as long as the page.
 */
public final class JsonLibrary {

    /** Safe for use by many threads. */
    public static final JsonProvider PROVIDER = JsonProvider.provider();

    private JsonLibrary() {}
}
