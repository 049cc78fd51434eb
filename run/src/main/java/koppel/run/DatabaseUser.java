package koppel.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL refuses to run as root: whom it runs as when we are. */
final class DatabaseUser {

    private static final Command OURSELVES = new Command(List.of());
    // a user namespace in which root has no name, hence is not root to PostgreSQL while its files stay root's
    private static final Command NAMELESS = new Command(List.of("unshare", "--user"));
    // the traditional way, for machines (such as most containers) that give no user namespaces; its files must be
    // nobody's
    private static final Command NOBODY =
            new Command(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private DatabaseUser() {}

    /** The way to run the given program here. */
    static Command command(Path directory, Path program) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        if (runs(directory, NAMELESS, program)) {
            return NAMELESS;
        }
        own(NOBODY, directory);
        if (runs(directory, NOBODY, program)) {
            return NOBODY;
        }
        throw new StartFailure(
                "PostgreSQL does not run as root, and here it can neither be given a user namespace nor run as"
                        + " the user nobody. Start Koppel as a normal user, or set KOPPEL_DATASOURCE_URL, _USER and _PASSWORD.");
    }

    /** Gives the files below the directory to whom the command runs as. */
    static void own(Command command, Path directory) throws IOException, InterruptedException {
        if (command == NOBODY) {
            OURSELVES.run(directory, "chown", "--recursive", "65534:65534", directory.toString());
        }
    }

    private static boolean runs(Path directory, Command command, Path program) throws InterruptedException {
        try {
            return Command.outcome(directory, command.line(program.toString(), "--version"))
                            .status()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
