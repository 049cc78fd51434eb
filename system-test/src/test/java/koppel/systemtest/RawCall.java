package koppel.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One request on a connection of its own, sent and read as slowly as a client wishes. */
final class RawCall implements AutoCloseable {

    private static final int SHORTEST_WAIT = 20;

    private final Socket socket = new Socket();
    private final StringBuilder answered = new StringBuilder();
    private boolean ended;

    private RawCall(URI node, int window) throws IOException {
        socket.setReceiveBufferSize(window);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.getPort()));
        socket.setTcpNoDelay(true);
    }

    /** @param head the request line and header fields, a line each */
    static RawCall send(URI node, String... head) throws IOException {
        return send(node, 64 * 1024, head);
    }

    /** @param window how many bytes the connection takes in that nobody has read */
    static RawCall send(URI node, int window, String... head) throws IOException {
        RawCall call = new RawCall(node, window);
        call.write(String.join("\r\n", head) + "\r\nHost: " + node.getAuthority() + "\r\n\r\n");
        return call;
    }

    static String basic(SoftwarePackage keys) {
        return basic(keys.appKey(), keys.secret());
    }

    static String basic(String name, String secret) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends one byte more and sees what has come meanwhile. */
    void dribble() throws IOException {
        if (!ended) {
            try {
                write("x");
            } catch (SocketException closed) {
                ended = true;
            }
            look(SHORTEST_WAIT);
        }
    }

    /** Reads what comes within so many milliseconds; how many bytes, or none at the end. */
    int look(int milliseconds) {
        byte[] bytes = new byte[1024];
        try {
            socket.setSoTimeout(milliseconds);
            InputStream input = socket.getInputStream();
            int read = input.read(bytes);
            ended = ended || read < 0;
            answered.append(new String(bytes, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
            return Math.max(0, read);
        } catch (SocketTimeoutException nothing) {
            return 0;
        } catch (IOException reset) {
            ended = true;
            return 0;
        }
    }

    /** Whether the other end has closed the connection. */
    boolean ended() {
        return ended;
    }

    /** The answer's status once there is one. */
    Optional<Integer> status() {
        return answered.length() < 12 ? Optional.empty() : Optional.of(Integer.parseInt(answered.substring(9, 12)));
    }

    String answered() {
        return answered.toString();
    }

    /** Goes without a word, whatever is still on its way. */
    void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
