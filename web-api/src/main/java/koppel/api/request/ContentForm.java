package koppel.api.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/**
 * Refuses content in a coding before any of it is read (RFC 9110, section 15.5.16): a resource would take it for broken XML or JSON. So is
 * content of any type, which would go to one or another of the methods that take some type. JSON by the name that it had before it was
 * registered is JSON.
 */
@Provider
@PreMatching
public class ContentForm implements ContainerRequestFilter {

    private static final String IDENTITY = "identity";

    private static final String ANY = "*/";

    private static final Pattern TEXT_JSON = Pattern.compile("(?i)text/json(?=\\s*(;|$))");

    @Override
    public void filter(ContainerRequestContext request) {
        String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !isNone(coding) && hasContent(request)) {
            throw new ProblemException(
                    Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send it as it is, without a Content-Encoding.")
                            .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY));
        }
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith(ANY) && hasContent(request)) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Say by Content-Type what is sent.");
        }
        Matcher json = TEXT_JSON.matcher(type == null ? "" : type);
        if (json.lookingAt()) {
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, json.replaceFirst(MediaType.APPLICATION_JSON));
        }
    }

    private static boolean isNone(String codings) {
        return Arrays.stream(codings.split(","))
                .map(String::strip)
                .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase(IDENTITY));
    }

    /** Some clients name a coding with every call. */
    private static boolean hasContent(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }
}
