package koppel.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the launcher lies, and with it the application. */
record Installation(Path application, String postgresVersion) {

    static Installation find() throws IOException {
        Path directory;
        try {
            directory = Path.of(Installation.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        Path application = directory.resolve("koppel.war");
        if (!Files.isRegularFile(application)) {
            throw new StartFailure("There is no " + application + ". Build it with: mvn package");
        }
        Properties versions = new Properties();
        try (InputStream in = Installation.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return new Installation(application, versions.getProperty("postgres"));
    }
}
