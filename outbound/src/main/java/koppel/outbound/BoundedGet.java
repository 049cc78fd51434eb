package koppel.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET. The name is looked up once, every address that it has is judged, and the connection goes to one of the judged ones: the JDK's
 * clients would look it up again, and a name server may answer differently then. Nothing is followed, and the whole call has one end.
 */
final class BoundedGet {

    private static final int MOST_HEAD_BYTES = 16 * 1024;

    private final boolean privateAddresses;
    private final Duration longest;
    private final int mostBytes;

    BoundedGet(boolean privateAddresses, Duration longest, int mostBytes) {
        this.privateAddresses = privateAddresses;
        this.longest = longest;
        this.mostBytes = mostBytes;
    }

    /** The call cannot be made, or what came back is not to be used; the message is safe to show. */
    static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** @return the body of an answer with status 200 */
    byte[] get(URI uri, Map<String, String> headers) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address(uri.getHost()), port), left(end));
            plain.setSoTimeout(left(end));
            try (Socket socket = secure ? secured(plain, uri.getHost(), port) : plain) {
                socket.getOutputStream().write(request(uri, headers).getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                return body(read(socket, end));
            }
        } catch (SocketTimeoutException tooSlow) {
            throw new Refused("it took too long");
        }
    }

    private InetAddress address(String host) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if (!privateAddresses && !Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
            throw new Refused("its address is not a public one");
        }
        return addresses[0];
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** HTTP/1.0, whose answers come in one piece. */
    private static String request(URI uri, Map<String, String> headers) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder request = new StringBuilder("GET ").append(path);
        if (uri.getRawQuery() != null) {
            request.append('?').append(uri.getRawQuery());
        }
        request.append(" HTTP/1.0\r\nHost: ").append(uri.getRawAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach((name, value) -> request.append(name)
                .append(": ")
                .append(value.replaceAll("[^\\x20-\\x7e]", ""))
                .append("\r\n"));
        return request.append("\r\n").toString();
    }

    private byte[] read(Socket socket, long end) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        while (true) {
            socket.setSoTimeout(left(end));
            int read = in.read(buffer);
            if (read < 0) {
                return answer.toByteArray();
            }
            answer.write(buffer, 0, read);
            if (answer.size() > mostBytes + MOST_HEAD_BYTES) {
                throw new Refused("it answered too much");
            }
            if (isWhole(answer)) {
                return answer.toByteArray();
            }
        }
    }

    /** Some servers keep the line open although they were asked not to. */
    private static boolean isWhole(ByteArrayOutputStream answer) {
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        return head >= 0
                && length(text.substring(0, head))
                        .filter(length -> text.length() - head - 4 >= length)
                        .isPresent();
    }

    private byte[] body(byte[] answer) throws Refused {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || !text.matches("(?s)HTTP/1\\.[01] [0-9]{3}[ \r].*")) {
            throw new Refused("it did not answer in HTTP");
        }
        if (!text.startsWith("200", "HTTP/1.1 ".length())) {
            throw new Refused("it did not answer with status 200");
        }
        String headers = text.substring(0, head);
        if (headers.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding:")) {
            throw new Refused("it did not answer in one piece");
        }
        int from = head + 4;
        int to = length(headers)
                .map(length -> (int) Math.min(from + length, answer.length))
                .orElse(answer.length);
        if (to - from > mostBytes) {
            throw new Refused("it answered too much");
        }
        if (length(headers).filter(length -> length > to - from).isPresent()) {
            throw new Refused("its answer was cut off");
        }
        return Arrays.copyOfRange(answer, from, to);
    }

    private static Optional<Long> length(String headers) {
        for (String line : headers.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("Content-Length")) {
                String value = line.substring(colon + 1).strip();
                return value.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int left(long end) throws Refused {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new Refused("it took too long");
        }
        return (int) millis;
    }
}
