package koppel.api.connect;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.api.security.BasicCredentials;

/**
 * What a token is asked for with: the parameters of a form, each at most once. One without a value counts as left out (RFC 6749, section 3.2).
 * They are in UTF-8 whichever character set is named (appendix B), and in the body only, since addresses are kept (section 2.3.1).
 */
final class TokenForm {

    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";

    private final Map<String, String> parameters = new HashMap<>();

    private TokenForm() {}

    /** Who the client says it is, either of which may be null; its text never shows the secret. */
    record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[id=" + id + "]";
        }
    }

    /**
     * The form that these bytes are.
     *
     * @param type null where there is no body
     * @throws ProblemException if they are none
     */
    static TokenForm of(byte[] body, MediaType type) {
        if (type != null && !isKnown(type.getParameters().get(MediaType.CHARSET_PARAMETER))) {
            throw malformed("The form is in UTF-8; the character set that its type names is none.");
        }
        TokenForm form = new TokenForm();
        for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            int end = pair.indexOf('=');
            String name = decoded(end < 0 ? pair : pair.substring(0, end));
            String value = decoded(end < 0 ? "" : pair.substring(end + 1));
            if (!value.isEmpty() && form.parameters.put(name, value) != null) {
                throw malformed("A parameter is given more than once.");
            }
        }
        return form;
    }

    private static boolean isKnown(String charset) {
        try {
            return charset == null || Charset.isSupported(charset);
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    /** @param text one character a byte */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        try {
            for (int i = 0; i < text.length(); i++) {
                char next = text.charAt(i);
                if (next == '%') {
                    bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                    i += 2;
                } else {
                    bytes.write(next == '+' ? ' ' : next);
                }
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException undecodable) {
            throw malformed("The body is no form in UTF-8, or has a % without two hexadecimal digits behind it.");
        }
    }

    /** The parameter's value, or null. */
    String get(String name) {
        return parameters.get(name);
    }

    /**
     * Who asks, by one of the two ways to say it.
     *
     * @throws ProblemException if both are used, or they name different clients
     */
    Client client(Optional<BasicCredentials> basic) {
        if (basic.isEmpty()) {
            return new Client(get(CLIENT_ID), get(CLIENT_SECRET));
        }
        if (get(CLIENT_SECRET) != null) {
            throw malformed("Authenticate in the body or by Basic, not both.");
        }
        String name = basic.get().name();
        if (get(CLIENT_ID) != null && !get(CLIENT_ID).equals(name)) {
            throw malformed("client_id is another client than the one that Basic names.");
        }
        return new Client(name, basic.get().password());
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(ProblemType.BAD_REQUEST, why);
    }
}
