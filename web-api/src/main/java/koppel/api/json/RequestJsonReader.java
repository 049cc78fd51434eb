package koppel.api.json;

import jakarta.json.JsonObject;
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

/** Reads a JSON object; an empty body is an empty one. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
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
        return new RequestJson(BoundedJson.read(entityStream, JsonObject.class, "object", JsonValue.EMPTY_JSON_OBJECT));
    }
}
