package koppel.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML by its byte order mark, its declaration, or as UTF-8, in this order. The parser could do that too, but prints a line on
 * the error stream for each document that isn't in the encoding it claims, and so lets strangers fill the log.
 */
public final class XmlText {

    /** Room for a declaration, with blanks. */
    private static final int START = 1024;

    private static final Pattern DECLARATION = Pattern.compile("<\\?xml[ \t\r\n][^>]*\\?>");

    private static final Pattern ENCODING =
            Pattern.compile("[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlText() {}

    /**
     * The characters of a document, without a byte order mark. It throws {@link CharacterCodingException} where the bytes are not in
     * the encoding.
     *
     * @throws CharacterCodingException if the encoding is unknown, or can't be the one that is declared
     */
    public static Reader of(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, START);
        byte[] start = in.readNBytes(START);
        int mark = 0;
        Charset charset;
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            mark = 3;
            charset = agreed(start, mark, StandardCharsets.UTF_8);
        } else if (startsWith(start, 0xFE, 0xFF)) {
            mark = 2;
            charset = agreed(start, mark, StandardCharsets.UTF_16BE);
        } else if (startsWith(start, 0xFF, 0xFE)) {
            mark = 2;
            charset = agreed(start, mark, StandardCharsets.UTF_16LE);
        } else if (startsWith(start, 0, '<', 0, '?')) {
            charset = agreed(start, mark, StandardCharsets.UTF_16BE);
        } else if (startsWith(start, '<', 0, '?', 0)) {
            charset = agreed(start, mark, StandardCharsets.UTF_16LE);
        } else {
            charset = declared(start);
        }
        in.unread(start, mark, start.length - mark);
        // a decoder of our own, since the reader's would replace what it can't decode
        return new InputStreamReader(in, charset.newDecoder());
    }

    /** The encoding that the bytes show, unless the declaration contradicts it. */
    private static Charset agreed(byte[] start, int mark, Charset shown) throws CharacterCodingException {
        String text = new String(start, mark, start.length - mark, shown);
        Optional<Charset> declared = declaredIn(text);
        boolean sixteen = !shown.equals(StandardCharsets.UTF_8);
        if (declared.isPresent()
                && !declared.get().equals(shown)
                && !(sixteen && declared.get().equals(StandardCharsets.UTF_16))) {
            throw new CharacterCodingException();
        }
        return shown;
    }

    /** The declared encoding of bytes that look like ASCII so far, which must then be one that they are ASCII in. */
    private static Charset declared(byte[] start) throws CharacterCodingException {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        Charset charset = declaredIn(text).orElse(StandardCharsets.UTF_8);
        Matcher declaration = DECLARATION.matcher(text);
        if (declaration.lookingAt() && !new String(start, 0, declaration.end(), charset).equals(declaration.group())) {
            throw new CharacterCodingException();
        }
        return charset;
    }

    private static Optional<Charset> declaredIn(String text) throws CharacterCodingException {
        Matcher declaration = DECLARATION.matcher(text);
        if (!declaration.lookingAt()) {
            if (text.startsWith("<?xml") && text.length() > 5 && text.charAt(5) <= ' ') {
                // broken, or so long that its end is out of sight
                throw new CharacterCodingException();
            }
            return Optional.empty();
        }
        Matcher encoding = ENCODING.matcher(declaration.group());
        if (!encoding.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(encoding.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new CharacterCodingException();
        }
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
