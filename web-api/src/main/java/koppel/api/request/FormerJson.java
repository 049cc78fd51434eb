package koppel.api.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON by the name that it had before it was registered is JSON; known before a method is looked for that takes it. */
@Provider
@PreMatching
public class FormerJson implements ContainerRequestFilter {

    private static final Pattern TEXT_JSON = Pattern.compile("(?i)text/json(?=\\s*(;|$))");

    @Override
    public void filter(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        Matcher json = TEXT_JSON.matcher(type == null ? "" : type);
        if (json.lookingAt()) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, json.replaceFirst(MediaType.APPLICATION_JSON));
        }
    }
}
