package koppel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the console's files are served. */
class FilesIT {

    private final APIRequestContext http = Installation.playwright().request().newContext();

    @Test
    void nothingInlineRunsAndNobodyElseIsAsked() {
        APIResponse page = get("/console/organisations/anything");
        assertThat(page.headers().get("content-security-policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http:", "https:", "*", "data:");
        assertThat(page.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-opener-policy", "same-origin");
        assertThat(page.text())
                .doesNotContain("<style", "style=", "onload=", "//")
                .doesNotContainPattern("<script[^>]*>[^<]");
    }

    @Test
    void aReleaseIsKeptForEverAndThePageIsAskedForAnew() {
        APIResponse page = get("/console/");
        assertThat(page.headers()).containsEntry("cache-control", "no-cache");
        assertThat(http.get(
                                Installation.address() + "/console/",
                                RequestOptions.create()
                                        .setHeader(
                                                "If-None-Match", page.headers().get("etag")))
                        .status())
                .isEqualTo(304);
        String script = page.text().replaceAll("(?s).*src=\"([^\"]+/app\\.js)\".*", "$1");
        APIResponse app = get(script);
        assertThat(app.headers())
                .containsEntry("cache-control", "public, max-age=31536000, immutable")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("content-type", "text/javascript; charset=utf-8");
        String older = script.replaceAll("/v/[^/]+/", "/v/0000000000000000/");
        assertThat(get(older).headers()).containsEntry("cache-control", "no-store");
    }

    @Test
    void whatIsNoFileOfTheConsoleIsNotFound() {
        for (String path : List.of(
                "/console/nothing.js",
                "/console/v/x/WEB-INF/web.xml",
                "/console/v/x/../../WEB-INF/web.xml",
                "/console/v/x/core/")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theWholeConsoleIsSmall() {
        try (Visitor visitor = Visitor.english()) {
            visitor.open("");
            visitor.heading().waitFor();
            Object bytes = visitor.page().evaluate("""
                    performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)""");
            assertThat(((Number) bytes).intValue()).isBetween(30_000, 130_000);
        }
    }

    private APIResponse get(String path) {
        return http.get(Installation.address() + path);
    }
}
