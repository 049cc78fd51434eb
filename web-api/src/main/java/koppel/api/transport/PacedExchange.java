package koppel.api.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import koppel.api.problem.ClientGone;
import koppel.api.problem.ContainerProblems;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;

/**
 * Lets no client have one of the server's few threads for as long as it likes by sending or reading a byte now and then: the connector knows
 * only how long nothing at all may come. And what fails because the client has gone ends here: the container would log it as a failure of
 * the server, several times over, and try to answer it.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class PacedExchange implements Filter {

    private static final Logger LOG = System.getLogger(PacedExchange.class.getName());

    /** What is smaller has left the node before anybody can be too slow. */
    private static final int LARGE = 256 * 1024;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        try {
            chain.doFilter(new Asked((HttpServletRequest) request), new Answered(answer));
        } catch (IOException | ServletException | RuntimeException thrown) {
            if (ClientGone.isCauseOf(thrown)) {
                LOG.log(Level.DEBUG, () -> "A client has gone: " + thrown.getMessage());
                return;
            }
            // the JAX-RS runtime looks whether a form is empty before it is ready to answer a failure
            Optional<Problem> refused = ProblemException.in(thrown);
            if (refused.isEmpty() || answer.isCommitted()) {
                throw thrown;
            }
            ContainerProblems.write(refused.get(), answer);
        }
    }

    private static final class Asked extends HttpServletRequestWrapper {

        private ServletInputStream body;

        Asked(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new PacedBody(super.getInputStream(), Pace.real());
            }
            return body;
        }
    }

    private static final class Answered extends HttpServletResponseWrapper {

        private PacedAnswer body;

        Answered(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (body == null) {
                body = new PacedAnswer(super.getOutputStream(), Pace.real());
            }
            return body;
        }

        /** By this name the JAX-RS runtime tells what a resource knows of the length. */
        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase("Content-Length")) {
                endsWith(Long.parseLong(value));
            }
            super.addHeader(name, value);
        }

        /** Whoever reads a large answer too slowly would wait for the rest of it, and take the next answer for that. */
        private void endsWith(long length) {
            if (length > LARGE) {
                setHeader("Connection", "close");
            }
        }

        /** Of a client that has gone, the JAX-RS runtime makes an error of the server, for which the container would look for a page. */
        @Override
        public void sendError(int status) throws IOException {
            if (isSomebodyThere()) {
                super.sendError(status);
            }
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            if (isSomebodyThere()) {
                super.sendError(status, message);
            }
        }

        private boolean isSomebodyThere() {
            return body == null || !body.isGone();
        }
    }
}
