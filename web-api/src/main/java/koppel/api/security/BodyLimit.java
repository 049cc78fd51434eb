package koppel.api.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.document.SpooledContent;

/**
 * Ends a request whose body grows beyond what any document may have, whatever length it declares, or breaks off; and one whose address
 * has a NUL character in it, which no text of ours has and the database does not take. A body that no type is named for is of bytes.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {

    /** What multipart puts around a document. */
    private static final long AROUND = 64 * 1024;

    private static final long MOST = SpooledContent.LIMIT + AROUND;

    @Override
    public void filter(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        if (address.getRawSchemeSpecificPart().contains("%00")) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The address has a NUL character in it.");
        }
        if (request.getLength() > MOST) {
            throw tooLarge();
        }
        if (request.getHeaderString(HttpHeaders.CONTENT_TYPE) == null && hasBody(request)) {
            // RFC 9110, section 8.3; left out, any method that takes some type might be taken for the one that is meant
            request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
        request.setEntityStream(new Bounded(request.getEntityStream()));
    }

    private static boolean hasBody(ContainerRequestContext request) {
        return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.CONTENT_TOO_LARGE, "A document has at most 24 MB.");
    }

    private static final class Bounded extends FilterInputStream {

        private long left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int read = super.read(target, offset, length);
                count(Math.max(read, 0));
                return read;
            } catch (IOException brokenOff) {
                throw new ProblemException(
                        ProblemType.BAD_REQUEST, "The body breaks off, or is not in the form that its headers say.");
            }
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
