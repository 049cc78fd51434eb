package koppel.api.json;

import jakarta.json.JsonException;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import koppel.api.jsonp.JsonLibrary;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** Reads JSON of bounded depth; anything else is a bad request. */
final class BoundedJson {

    private static final int DEEPEST = 32;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private BoundedJson() {}

    /**
     * Reads to the end.
     *
     * @param body that ends by itself where it is too large
     * @param whenEmpty what an empty body counts as
     */
    static <T extends JsonStructure> T read(InputStream body, Class<T> expected, String name, T whenEmpty)
            throws IOException {
        byte[] bytes = withoutMark(body.readAllBytes());
        return bytes.length == 0 ? whenEmpty : parse(bytes, expected, name);
    }

    /** Which some platforms put before every text in UTF-8; RFC 8259, section 8.1, lets a reader pass over it. */
    private static byte[] withoutMark(byte[] bytes) {
        boolean marked = bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
    }

    private static <T extends JsonStructure> T parse(byte[] bytes, Class<T> expected, String name) {
        if (new String(bytes, StandardCharsets.UTF_8).contains("\\u0000")) {
            // no text of ours has one, and the database takes none
            throw new ProblemException(ProblemType.BAD_REQUEST, "The JSON has a NUL character in it.");
        }
        if (isDeeperThan(DEEPEST, bytes)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The JSON is nested too deeply.");
        }
        try (JsonParser parser = JsonLibrary.PROVIDER.createParser(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            parser.next();
            JsonValue structure = parser.getValue();
            if (parser.hasNext()) {
                throw new ProblemException(ProblemType.BAD_REQUEST, "Something follows the JSON.");
            }
            if (expected.isInstance(structure)) {
                return expected.cast(structure);
            }
            throw new ProblemException(ProblemType.BAD_REQUEST, "A JSON " + name + " is expected.");
        } catch (JsonParsingException broken) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "The content is not JSON: see line " + broken.getLocation().getLineNumber() + ", column "
                            + broken.getLocation().getColumnNumber() + ".");
        } catch (JsonException | NoSuchElementException unreadable) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The content is not JSON in UTF-8.");
        } catch (UnsupportedOperationException tooLong) {
            // what the parser says to numbers that would take it long to read
            throw new ProblemException(ProblemType.BAD_REQUEST, "The JSON has a number with too many digits.");
        }
    }

    /** Counts brackets outside of texts, so that no parser has to descend into a bomb. */
    private static boolean isDeeperThan(int deepest, byte[] bytes) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < bytes.length; i++) {
            switch (bytes[i]) {
                case '\\' -> i += inText ? 1 : 0;
                case '"' -> inText = !inText;
                case '{', '[' -> depth += inText ? 0 : 1;
                case '}', ']' -> depth -= inText ? 0 : 1;
                default -> {}
            }
            if (depth > deepest) {
                return true;
            }
        }
        return false;
    }
}
