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
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem =
                Problem.of(status instanceof Integer code ? ProblemType.ofStatus(code) : ProblemType.NOT_FOUND);
        if (problem.status() >= 500) {
            LOG.log(Level.ERROR, "The server failed at a request" + ProblemMapper.under(problem), (Throwable)
                    request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        }
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(problem.json().toString().getBytes(StandardCharsets.UTF_8));
    }
}
