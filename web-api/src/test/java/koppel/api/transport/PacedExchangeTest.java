package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import koppel.api.problem.ClientGone;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import org.junit.jupiter.api.Test;

class PacedExchangeTest {

    private final PacedExchange filter = new PacedExchange();
    private final List<Object> statuses = new ArrayList<>();
    private final Map<Object, Object> headers = new HashMap<>();

    /** Nobody is there to whom anything could be written. */
    private final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            PacedExchangeTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "setStatus" -> statuses.add(arguments[0]);
                    case "setHeader" -> headers.put(arguments[0], arguments[1]);
                    case "isCommitted" -> {
                        return false;
                    }
                    case "getOutputStream" -> throw new IOException("Broken pipe");
                    default -> {
                        // says of what kind the body is, or how long
                    }
                }
                return null;
            });

    private void ask(FilterChain then) throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                PacedExchangeTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException(method.getName());
                });
        filter.doFilter(request, response, then);
    }

    @Test
    void whatIsWrongWithABodyThatTheRuntimeLooksIntoIsNoFailureOfTheServerEvenIfNobodyIsThere() throws Exception {
        ask((request, answer) -> {
            throw new ServletException(PassedOnBody.brokenOff());
        });
        ask((request, answer) -> {
            throw new ProblemException(ProblemType.REQUEST_TIMEOUT, "Too slow.");
        });
        assertThat(statuses).containsExactly(400, 408);
    }

    @Test
    void toWhoHasGoneNothingIsSaid() throws Exception {
        ask((request, answer) -> {
            throw new ServletException(new ClientGone("gone"));
        });
        assertThat(statuses).isEmpty();
    }

    @Test
    void whateverElseFailsIsTheContainersBusiness() {
        IllegalStateException defect = new IllegalStateException("a defect");
        assertThatThrownBy(() -> ask((request, answer) -> {
                    throw defect;
                }))
                .isSameAs(defect);
    }

    @Test
    void afterALargeAnswerNoOtherIsReadOnThatConnection() throws Exception {
        ask((request, answer) -> answer.setContentLength(256 * 1024));
        assertThat(headers).isEmpty();
        ask((request, answer) -> answer.setContentLength(256 * 1024 + 1));
        assertThat(headers).containsEntry("Connection", "close");
    }

    private static boolean isWatching() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("watch over slow clients"));
    }

    @Test
    void theWatchEndsWithTheApplication() throws Exception {
        filter.init(null);
        assertThat(isWatching()).isTrue();
        filter.destroy();
        for (Instant end = Instant.now().plus(Duration.ofSeconds(20)); isWatching(); Thread.sleep(20)) {
            assertThat(Instant.now()).isBefore(end);
        }
    }
}
