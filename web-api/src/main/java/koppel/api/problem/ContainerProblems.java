package koppel.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Writes a problem document for the errors that the container answers before or beside the resources: a bad token, an unknown path. */
@WebServlet(ContainerProblems.PATH)
public class ContainerProblems extends HttpServlet {

    static final String PATH = "/problem";

    private static final Logger LOG = System.getLogger(ContainerProblems.class.getName());

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem =
                Problem.of(status instanceof Integer code ? ProblemType.ofStatus(code) : ProblemType.NOT_FOUND);
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        boolean gone = ClientGone.isCauseOf(thrown);
        if (problem.status() >= 500 && !gone) {
            LOG.log(Level.ERROR, "The server failed at a request" + ProblemMapper.under(problem), thrown);
        }
        // of an answer that has begun, this would be taken for a part
        if (!gone && !response.isCommitted()) {
            try {
                write(problem, response);
            } catch (IOException nobodyThere) {
                LOG.log(Level.DEBUG, () -> "A client has gone" + ProblemMapper.under(problem));
            }
        }
    }

    /** Answers a request with a problem where no resource does. */
    public static void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(problem.json().toString().getBytes(StandardCharsets.UTF_8));
    }
}
