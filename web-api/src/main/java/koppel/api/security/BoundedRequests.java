package koppel.api.security;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import koppel.api.problem.ContainerProblems;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemType;
import koppel.api.transport.PassedOnBody;

/**
 * Leaves some of the server's threads to others: bodies that are read before anybody is known are few at a time, and what a request
 * holds is given back at its end, however it ends.
 */
public class BoundedRequests implements Filter {

    private static final String HELD = BoundedRequests.class.getName();

    private static final String BEARER = "Bearer ";

    @Inject
    private RequestsAtOnce atOnce;

    /** The container sets the rest. */
    public BoundedRequests() {}

    BoundedRequests(RequestsAtOnce atOnce) {
        this.atOnce = atOnce;
    }

    private static final class Held implements AutoCloseable {

        private final List<AtOnce.Entry> entries = new ArrayList<>();

        @Override
        public void close() {
            entries.forEach(AtOnce.Entry::close);
        }
    }

    /** Gives it back at the end of the request. */
    static void holds(HttpServletRequest request, AtOnce.Entry entry) {
        if (request.getAttribute(HELD) instanceof Held held) {
            held.entries.add(entry);
        } else {
            entry.close();
            throw new IllegalStateException("the request did not come by this filter");
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        try (Held held = new Held()) {
            http.setAttribute(HELD, held);
            if (!isReadFromAnybody(http)) {
                chain.doFilter(http, response);
                return;
            }
            Optional<AtOnce.Entry> entry = atOnce.unknownFrom(Callers.of(http).address());
            if (entry.isEmpty()) {
                refuse((HttpServletResponse) response);
                return;
            }
            held.entries.add(entry.get());
            chain.doFilter(new OfUnknown(http, entry.get()), response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Problem full = Problem.of(ProblemType.UNAVAILABLE, "Too much is being read at the moment from callers unknown.")
                .header(HttpHeaders.RETRY_AFTER, "1")
                // what follows is not read, however slowly it comes
                .header("Connection", "close");
        ContainerProblems.write(full, response);
    }

    /**
     * Whether a body is read before it is known whose it is: where it holds the credentials, and where it says that it is a form, of which
     * the JAX-RS runtime asks first whether it is empty.
     */
    private static boolean isReadFromAnybody(HttpServletRequest request) {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            return false;
        }
        return switch (request.getServletPath()) {
            case "/connect" -> true;
            case "/portal/v1" -> !isWithToken(request) || isForm(request);
            default -> isForm(request);
        };
    }

    private static boolean isWithToken(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).contains(MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** Once its body is there, nobody is waited for any more. */
    private static final class OfUnknown extends HttpServletRequestWrapper {

        private final AtOnce.Entry entry;
        private ServletInputStream body;

        OfUnknown(HttpServletRequest request, AtOnce.Entry entry) {
            super(request);
            this.entry = entry;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new Body(super.getInputStream());
            }
            return body;
        }

        private final class Body extends PassedOnBody {

            private long left = getContentLengthLong();

            Body(ServletInputStream raw) {
                super(raw);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                left -= Math.max(read, 0);
                if (read < 0 || left == 0) {
                    entry.close();
                }
                return read;
            }
        }
    }
}
