package koppel.api.request;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/**
 * Refuses content in a coding before any of it is read (RFC 9110, section 15.5.16): a resource would take it for broken XML or JSON. So is
 * content of any type, which went to one or another of the methods that take some type. Only where a method takes it at all: whoever asks
 * for one that is not there is told that.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public class ContentForm implements ContainerRequestFilter {

    private static final String IDENTITY = "identity";

    private static final String ANY = "*/";

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
