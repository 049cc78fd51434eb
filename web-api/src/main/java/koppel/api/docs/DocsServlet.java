package koppel.api.docs;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koppel.api.problem.ProblemType;
import koppel.api.security.RequestsAtOnce;

/**
 * The API's description as a page to read and try, and the table of errors. Everything comes from this host, and the page calls no other;
 * the viewer sets styles inline, so those alone are allowed.
 */
@WebServlet("/docs/*")
public class DocsServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String FILES = "/WEB-INF/docs/";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "start.js", "text/javascript; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Inject
    private transient RequestsAtOnce atOnce;

    /** Kept, since it is known only of the whole of one whether it is large. */
    private transient Map<String, byte[]> files;

    @Override
    public void init() throws ServletException {
        files = new HashMap<>();
        for (String name : TYPES.keySet()) {
            try (InputStream file = getServletContext().getResourceAsStream(FILES + name)) {
                files.put(name, file.readAllBytes());
            } catch (IOException unreadable) {
                throw new ServletException(unreadable);
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-cache");
        String path = request.getPathInfo();
        if (path == null) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", request.getContextPath() + "/docs/");
        } else if (path.equals("/errors")) {
            response.setContentType(TYPES.get("index.html"));
            response.getOutputStream().write(errors().getBytes(StandardCharsets.UTF_8));
        } else {
            file(path.equals("/") ? "index.html" : path.substring(1), request, response);
        }
    }

    private void file(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] file = files.get(name);
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        atOnce.toUnknown(file.length, request);
        response.setContentType(TYPES.get(name));
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }

    private static String errors() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Koppel: errors</title>
                <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="page.css"></head>
                <body><main><h1>Errors</h1>
                <p>Every refusal is a problem document (RFC 9457); its <code>code</code> is one of these. <a href="./">The API</a></p>
                <table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>
                %s
                </tbody></table></main></body></html>
                """.formatted(Stream.of(ProblemType.values())
                .map(type -> "<tr id=\"%1$s\"><td><code>%1$s</code></td><td>%2$d</td><td>%3$s</td></tr>"
                        .formatted(type.slug(), type.status(), type.title()))
                .collect(Collectors.joining("\n")));
    }
}
