package koppel.persistence.settings;

import koppel.connection.keys.Peppers;

/** Reads KOPPEL_KEY_PEPPER; every node of an installation has the same, so all of them check the same keys and tokens. */
final class PepperSetting {

    private static final String NAME = "KOPPEL_KEY_PEPPER";

    private PepperSetting() {}

    /**
     * The peppers, from a system property (how the launcher hands on what it made) or the environment.
     *
     * @throws koppel.connection.keys.UnusablePepper when it is unset or too weak; the application then does not start
     */
    static Peppers read() {
        String given = System.getProperty(NAME);
        return Peppers.parse(given != null ? given : System.getenv(NAME));
    }

    static boolean isSet() {
        return System.getProperty(NAME) != null || System.getenv(NAME) != null;
    }
}
