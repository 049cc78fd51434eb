package koppel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The machine's TCP ports. */
public final class Ports {

    private static final String LISTENING = "0A";

    private static final int LOWEST = 12_000;

    /** Linux takes the ports of its connections from here on, other systems from further up. */
    private static final int LOWEST_OF_CONNECTIONS = 32_768;

    private Ports() {}

    /**
     * A port of the loopback interface that nobody uses now, and that the system gives to no connection by itself: between its choice and its
     * use, by a node that is only starting, other tests make many.
     */
    public static int free() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OF_CONNECTIONS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (BindException used) {
                // another one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("No port is free.");
    }

    /** Where the process listens, as {@code address:port}; addresses that are not loopback's appear in the kernel's own notation. */
    public static Set<String> listening(ProcessHandle process) {
        try {
            Set<String> sockets = sockets(process.pid());
            Set<String> ports = new TreeSet<>();
            for (String table : List.of("tcp", "tcp6")) {
                Path file = Path.of("/proc", Long.toString(process.pid()), "net", table);
                if (!Files.exists(file)) {
                    continue;
                }
                for (String line : Files.readAllLines(file)) {
                    List<String> columns = List.of(line.strip().split("\\s+"));
                    if (columns.size() > 9
                            && columns.get(3).equals(LISTENING)
                            && sockets.contains("socket:[" + columns.get(9) + "]")) {
                        ports.add(readable(columns.get(1)));
                    }
                }
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // closed in the meantime
                }
            }
        }
        return sockets;
    }

    private static String readable(String addressAndPort) {
        String address = addressAndPort.substring(0, addressAndPort.indexOf(':'));
        int port = Integer.parseInt(addressAndPort.substring(addressAndPort.indexOf(':') + 1), 16);
        boolean loopback = address.equals("0100007F")
                || address.equals("0000000000000000FFFF00000100007F")
                || address.equals("00000000000000000000000001000000");
        return (loopback ? "127.0.0.1" : address) + ":" + port;
    }
}
