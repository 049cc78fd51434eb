package koppel.api.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
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
 *
 * <p>The first of the filters: what the others read of the connection goes by its pace.
 */
public class PacedExchange implements Filter {

    private static final Logger LOG = System.getLogger(PacedExchange.class.getName());

    /** What is smaller has left the node before anybody can be too slow. */
    private static final int LARGE = 256 * 1024;

    private final Watch watch = new Watch();

    @Override
    public void init(FilterConfig config) {
        watch.begin();
    }

    @Override
    public void destroy() {
        watch.end();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = (HttpServletResponse) response;
        Wait wait = new Wait();
        watch.add(wait);
        try {
            chain.doFilter(new Asked((HttpServletRequest) request, wait), new Answered(answer, wait));
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
            refuse(refused.get(), answer);
        } finally {
            watch.remove(wait);
        }
    }

    private static void refuse(Problem refused, HttpServletResponse answer) {
        try {
            ContainerProblems.write(refused, answer);
        } catch (IOException nobodyThere) {
            LOG.log(Level.DEBUG, () -> "A client has gone: " + nobodyThere.getMessage());
        }
    }

    private static final class Asked extends HttpServletRequestWrapper {

        private final Wait wait;
        private ServletInputStream body;

        Asked(HttpServletRequest request, Wait wait) {
            super(request);
            this.wait = wait;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new PacedBody(super.getInputStream(), Pace.real(), wait);
            }
            return body;
        }
    }

    private static final class Answered extends HttpServletResponseWrapper {

        private final Wait wait;
        private PacedAnswer body;

        Answered(HttpServletResponse response, Wait wait) {
            super(response);
            this.wait = wait;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (body == null) {
                body = new PacedAnswer(super.getOutputStream(), Pace.real(), wait);
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

        @Override
        public void setContentLength(int length) {
            endsWith(length);
            super.setContentLength(length);
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
