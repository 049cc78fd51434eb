package koppel.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** Writes a problem document for the errors that the container answers before or beside the resources: a bad token, an unknown path. */
@WebServlet(ContainerProblems.PATH)
public class ContainerProblems extends HttpServlet {

    static final String PATH = "/problem";

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem =
                Problem.of(status instanceof Integer code ? ProblemType.ofStatus(code) : ProblemType.NOT_FOUND);
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(problem.json().toString().getBytes(StandardCharsets.UTF_8));
    }
}
