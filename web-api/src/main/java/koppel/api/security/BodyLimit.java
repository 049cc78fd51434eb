package koppel.api.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.api.transport.PassedOnBody;

/**
 * Ends a request whose body grows beyond what its method takes, whatever length it declares, or breaks off. Nothing reads a body before: which
 * method is meant does not depend on it.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public class BodyLimit implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    /** The container sets the rest. */
    public BodyLimit() {}

    BodyLimit(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        TakesAtMost said = resource.getResourceMethod().getAnnotation(TakesAtMost.class);
        BodySize size = said == null ? BodySize.JSON : said.value();
        if (request.getLength() > size.most()) {
            throw tooLarge(size);
        }
        request.setEntityStream(new Bounded(request.getEntityStream(), size));
    }

    private static ProblemException tooLarge(BodySize size) {
        return new ProblemException(ProblemType.CONTENT_TOO_LARGE, size.words());
    }

    private static final class Bounded extends FilterInputStream {

        private final BodySize size;
        private long left;

        Bounded(InputStream in, BodySize size) {
            super(in);
            this.size = size;
            this.left = size.most();
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
                throw PassedOnBody.brokenOff();
            }
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge(size);
            }
        }
    }
}
