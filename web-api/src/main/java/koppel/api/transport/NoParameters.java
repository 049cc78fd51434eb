package koppel.api.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Keeps the container from parsing parameters, which nothing of ours asks it for. The JAX-RS runtime does where a form is empty: then it writes
 * the address into the log with its query, and the connector each parameter that it cannot decode, and with them the Secret of whoever put one
 * there; and a form would be read into memory whatever its size.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class NoParameters implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Without((HttpServletRequest) request), response);
    }

    private static final class Without extends HttpServletRequestWrapper {

        Without(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getParameter(String name) {
            return null;
        }

        @Override
        public String[] getParameterValues(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }
}
