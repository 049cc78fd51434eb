package koppel.connection;

import java.util.Objects;

/**
 * Where a call comes from, as far as a network tells.
 *
 * @param address of the network; empty when unknown
 * @param agent how the caller's software calls itself; empty when it does not
 */
public record Caller(String address, String agent) {

    private static final int LONGEST_AGENT = 200;

    public static final Caller UNKNOWN = new Caller("", "");

    public Caller {
        Objects.requireNonNull(address);
        agent = printable(Objects.requireNonNull(agent));
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= LONGEST_AGENT ? plain : plain.substring(0, LONGEST_AGENT);
    }
}
