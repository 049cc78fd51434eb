package koppel.batch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Tells this process from all others that share the database, earlier ones of the same machine included. */
public final class NodeName {

    private static final int RANDOM_DIGITS = 8;

    private NodeName() {}

    /** A new name: where it runs, for people, and something random, since containers may share host name and process id. */
    public static String make() {
        return host() + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown";
        }
    }
}
