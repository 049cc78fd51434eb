package koppel.api.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/** Reads a JSON object, or a list of texts, of bounded size and depth; anything else is a bad request. An empty body is an empty one. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class RequestJsonReader implements MessageBodyReader<Object> {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int DEEPEST = 32;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestJson.class || type == RequestTexts.class;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        byte[] bytes = entityStream.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(ProblemType.CONTENT_TOO_LARGE, "A JSON request has at most 1 MB.");
        }
        // the class of a parameter is only known at run time
        if ((Class<?>) type == RequestTexts.class) {
            return new RequestTexts(
                    bytes.length == 0 ? JsonValue.EMPTY_JSON_ARRAY : parse(bytes, JsonArray.class, "list"));
        }
        return new RequestJson(
                bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : parse(bytes, JsonObject.class, "object"));
    }

    private static <T extends JsonStructure> T parse(byte[] bytes, Class<T> expected, String name) {
        if (isDeeperThan(DEEPEST, bytes)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The JSON is nested too deeply.");
        }
        try (JsonReader reader =
                Json.createReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            JsonStructure structure = reader.read();
            if (expected.isInstance(structure)) {
                return expected.cast(structure);
            }
            throw new ProblemException(ProblemType.BAD_REQUEST, "A JSON " + name + " is expected.");
        } catch (JsonParsingException broken) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "The content is not JSON: see line " + broken.getLocation().getLineNumber() + ", column "
                            + broken.getLocation().getColumnNumber() + ".");
        } catch (JsonException unreadable) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The content is not JSON in UTF-8.");
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
