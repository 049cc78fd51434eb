package koppel.api.console;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/**
 * The console. An address with a file's name is that file; every other one is the page, which shows what the address says. Scripts,
 * styles and calls come from and go to this host alone, nothing inline runs, and no other site can frame it.
 */
@WebServlet(urlPatterns = "/console/*", loadOnStartup = 1)
public class ConsoleServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html koppel-ubl");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String VERSIONED = "v/";

    private transient ConsoleFiles files;

    @Override
    public void init() {
        files = ConsoleFiles.of(getServletContext());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        headers(response);
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        if (request.getPathInfo() == null) {
            toConsole(request, response);
        } else if (path.startsWith(VERSIONED)) {
            versioned(path.substring(VERSIONED.length()), request, response);
        } else if (path.substring(path.lastIndexOf('/') + 1).contains(".")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            page(request, response);
        }
    }

    /** A path, not an address: behind a proxy the server knows neither the scheme nor the host that the browser uses. */
    static void toConsole(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getContextPath() + ConsoleFiles.ROOT);
    }

    private static void headers(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** A page that an older release started asks for older files; it gets today's, but must not keep them under that name. */
    private void versioned(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int end = path.indexOf('/');
        String name = path.substring(end + 1);
        Optional<byte[]> plain = end < 0 ? Optional.empty() : files.plain(name);
        if (plain.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Cache-Control", path.startsWith(files.version() + "/") ? FOR_EVER : "no-store");
        response.setContentType(ConsoleFiles.type(name));
        answer(plain.get(), files.packed(name), request, response);
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = "\"" + files.version() + "\"";
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(ConsoleFiles.type("index.html"));
        byte[] page = files.page(request.getContextPath());
        answer(page, ConsoleFiles.pack(page), request, response);
    }

    private static void answer(byte[] plain, byte[] packed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Vary", "Accept-Encoding");
        String accepted = request.getHeader("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] bytes = gzip ? packed : plain;
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
