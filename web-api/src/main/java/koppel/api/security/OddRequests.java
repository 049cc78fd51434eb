package koppel.api.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;

/**
 * Ends a request whose address has a NUL character in it, which no text of ours has and the database does not take. A body that no type is named
 * for is of bytes.
 */
@Provider
@PreMatching
public class OddRequests implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        if (address.getRawSchemeSpecificPart().contains("%00")) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The address has a NUL character in it.");
        }
        if (request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null && hasBody(request)) {
            // RFC 9110, section 8.3; left out, any method that takes some type might be taken for the one that is meant
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }

    private static boolean hasBody(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }
}
