package koppel.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings that the launcher itself acts on; every other one goes through to the application as it is. */
record Settings(
        String httpAddress,
        int httpPort,
        int httpThreads,
        Path data,
        Optional<ExternalDatabase> externalDatabase,
        Optional<String> keyPepper,
        Optional<String> administratorEmail,
        Optional<String> administratorPassword) {

    private static final int HIGHEST_PORT = 65_535;
    private static final String ORIGIN = "https?://([^/?#@:\\s\\[\\]]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?";

    /** A PostgreSQL that somebody else runs. */
    record ExternalDatabase(String url, String user, String password) {
        @Override
        public String toString() {
            return url;
        }
    }

    static Settings of(Map<String, String> environment) {
        checkPublicAddress(environment);
        return new Settings(
                text(environment, "KOPPEL_HTTP_ADDRESS").orElse("127.0.0.1"),
                number(environment, "KOPPEL_HTTP_PORT", 8080, HIGHEST_PORT),
                number(environment, "KOPPEL_HTTP_THREADS", 16, 1000),
                Path.of(text(environment, "KOPPEL_DATA").orElse("data"))
                        .toAbsolutePath()
                        .normalize(),
                externalDatabase(environment),
                text(environment, "KOPPEL_KEY_PEPPER"),
                text(environment, "KOPPEL_ADMIN_EMAIL"),
                text(environment, "KOPPEL_ADMIN_PASSWORD"));
    }

    /** The application checks it too, but a server whose application does not start says so late. */
    private static void checkPublicAddress(Map<String, String> environment) {
        if (text(environment, "KOPPEL_PUBLIC_URL")
                .filter(url -> !url.matches(ORIGIN))
                .isPresent()) {
            throw new StartFailure(
                    "KOPPEL_PUBLIC_URL must look like https://koppel.example: http or https, a host, a port"
                            + " if need be, and nothing behind it, since Koppel is always at the root of its address.");
        }
    }

    private static Optional<ExternalDatabase> externalDatabase(Map<String, String> environment) {
        Optional<String> url = text(environment, "KOPPEL_DATASOURCE_URL");
        Optional<String> user = text(environment, "KOPPEL_DATASOURCE_USER");
        Optional<String> password = text(environment, "KOPPEL_DATASOURCE_PASSWORD");
        if (url.isEmpty() && user.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
            throw new StartFailure(
                    "An external database needs all three of KOPPEL_DATASOURCE_URL, KOPPEL_DATASOURCE_USER"
                            + " and KOPPEL_DATASOURCE_PASSWORD. Unset them all to use the embedded one.");
        }
        if (!url.get().startsWith("jdbc:postgresql://")) {
            throw new StartFailure("KOPPEL_DATASOURCE_URL must look like jdbc:postgresql://host:5432/database.");
        }
        if (text(environment, "KOPPEL_KEY_PEPPER").isEmpty()) {
            throw new StartFailure(
                    "With an external database KOPPEL_KEY_PEPPER must be set: 256 random bits, the same on every"
                            + " node and kept for as long as the database is. Without it no key that was ever issued can be"
                            + " checked. Make one with: openssl rand -base64 32");
        }
        return Optional.of(new ExternalDatabase(url.get(), user.get(), password.get()));
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int highest) {
        String value = text(environment, name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number > 0 && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with a number out of range
        }
        throw new StartFailure(name + " must be a number from 1 to " + highest + ", not \"" + value + "\".");
    }

    /** An empty value counts as unset, because that is what a shell's {@code NAME= command} means by it. */
    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Without any secret. */
    @Override
    public String toString() {
        return "Settings[" + httpAddress + ":" + httpPort + ", " + data + "]";
    }
}
