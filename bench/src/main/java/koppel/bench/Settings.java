package koppel.bench;

import java.util.Map;

/** What a program was told on its command line ({@code --kills=200}) and what it tells the nodes that it starts. */
public final class Settings {

    public static final String EMAIL = "admin@koppel.example";
    public static final String PASSWORD = "a password for a benchmark";

    /** With these a node lets the program sign in. */
    public static final Map<String, String> OF_NODE = Map.of(
            "KOPPEL_KEY_PEPPER",
            "0123456789abcdef0123456789abcdef0123456789abcdef",
            "KOPPEL_ADMIN_EMAIL",
            EMAIL,
            "KOPPEL_ADMIN_PASSWORD",
            PASSWORD,
            "KOPPEL_RATE_LIMIT",
            "0",
            "KOPPEL_REQUESTS_AT_ONCE",
            "0");

    private final String[] arguments;

    public Settings(String... arguments) {
        this.arguments = arguments.clone();
    }

    public long number(String name, long otherwise) {
        return Long.parseLong(text(name, Long.toString(otherwise)));
    }

    public String text(String name, String otherwise) {
        String prefix = "--" + name + "=";
        for (String argument : arguments) {
            if (argument.startsWith(prefix)) {
                return argument.substring(prefix.length());
            }
        }
        return otherwise;
    }
}
