package koppel.api.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads a JSON object; an empty body is an empty one, whatever it is said to be. Any media type comes here, so that none is left to a
 * reader that would make this class of it by its fields.
 */
@Provider
@Consumes(MediaType.WILDCARD)
public class RequestJsonReader implements MessageBodyReader<RequestJson> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestJson.class;
    }

    @Override
    public RequestJson readFrom(
            Class<RequestJson> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        PushbackInputStream body = new PushbackInputStream(entityStream);
        int first = body.read();
        if (first < 0) {
            return new RequestJson(JsonValue.EMPTY_JSON_OBJECT);
        }
        if (!MediaType.APPLICATION_JSON_TYPE.isCompatible(mediaType)) {
            throw new NotSupportedException();
        }
        body.unread(first);
        return new RequestJson(BoundedJson.read(body, JsonObject.class, "object", JsonValue.EMPTY_JSON_OBJECT));
    }
}
