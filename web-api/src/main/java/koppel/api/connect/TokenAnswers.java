package koppel.api.connect;

import jakarta.json.JsonReader;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.util.Set;
import koppel.api.json.Answer;
import koppel.api.jsonp.JsonLibrary;
import koppel.api.problem.Problem;

/**
 * Keeps whatever the token endpoint answers out of caches, and gives what is refused before it looks the form of RFC 6749 (section 5.2) too: a
 * body that is too large or no form, or that an answer is wanted in which there is none.
 */
@Provider
public class TokenAnswers implements ContainerResponseFilter {

    static final String PATH = "token";

    private static final Set<Integer> NO_REQUEST_FOR_A_TOKEN = Set.of(400, 406, 413, 415);

    private static final Annotation[] NONE = {};

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getUriInfo().getPathSegments().stream()
                .findFirst()
                .filter(first -> first.getPath().equals(PATH))
                .isEmpty()) {
            return;
        }
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle("Pragma", "no-cache");
        if (NO_REQUEST_FOR_A_TOKEN.contains(response.getStatus())
                && response.getEntity() instanceof String problem
                && Problem.MEDIA_TYPE.equals(response.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            response.setStatus(TokenError.INVALID_REQUEST.status());
            response.setEntity(
                    new Answer()
                            .with("error", TokenError.INVALID_REQUEST.word())
                            .with("error_description", detail(problem))
                            .json(),
                    NONE,
                    MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static String detail(String problem) {
        try (JsonReader reader = JsonLibrary.PROVIDER.createReader(new StringReader(problem))) {
            return reader.readObject().getString("detail");
        }
    }
}
