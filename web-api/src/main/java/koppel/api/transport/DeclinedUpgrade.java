package koppel.api.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * Answers a request that offers another protocol as if it did not (RFC 9110, section 7.8). Java's own HTTP client offers h2c on
 * every call over plain HTTP, and the connector leaves the body of a request with an {@code Upgrade} header unframed: read to
 * its end, it would wait for bytes that never come.
 */
public class DeclinedUpgrade implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        chain.doFilter(http.getHeader("Upgrade") == null ? http : new Framed(http), response);
    }

    private static final class Framed extends HttpServletRequestWrapper {

        private ServletInputStream body;

        Framed(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                boolean chunked = getHeader("Transfer-Encoding") != null;
                ServletInputStream raw = super.getInputStream();
                body = chunked
                        ? FramedBody.chunked(raw)
                        : FramedBody.ofLength(raw, Math.max(0, getContentLengthLong()));
            }
            return body;
        }
    }
}
