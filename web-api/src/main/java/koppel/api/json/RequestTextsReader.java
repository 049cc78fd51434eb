package koppel.api.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a list of texts; an empty body is an empty one. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class RequestTextsReader implements MessageBodyReader<RequestTexts> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestTexts.class;
    }

    @Override
    public RequestTexts readFrom(
            Class<RequestTexts> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        return new RequestTexts(BoundedJson.read(entityStream, JsonArray.class, "list", JsonValue.EMPTY_JSON_ARRAY));
    }
}
