package koppel.systemtest.fuzz;

import java.util.List;

/**
 * A request as it goes over the wire.
 *
 * @param target the path with its query, percent-encoded
 * @param headers names and values in turns
 * @param body null for none at all
 */
public record MadeRequest(String method, String target, Login login, List<String> headers, byte[] body) {

    /** As whom. */
    public enum Login {
        RIGHT,
        OTHER_KIND,
        NONE,
        WRONG
    }

    /** Enough to send it again by hand. */
    @Override
    public String toString() {
        String text = body == null ? "nothing" : new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
        return method + " " + target + " as " + login + " with " + headers + " and "
                + (text.length() > 600 ? text.substring(0, 600) + "… (" + text.length() + " bytes)" : text);
    }
}
