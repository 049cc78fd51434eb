package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class NoParametersTest {

    /** Says its address, and does not stand being asked for more. */
    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                NoParametersTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getQueryString")) {
                        return "client_secret=%zz";
                    }
                    throw new AssertionError(method.getName());
                });
    }

    @Test
    void theContainerIsNeverMadeToParseWhatStandsInAnAddressOrAForm() throws Exception {
        boolean[] passed = {false};
        FilterChain chain = (given, response) -> {
            HttpServletRequest request = (HttpServletRequest) given;
            assertThat(request.getParameterNames().hasMoreElements()).isFalse();
            assertThat(request.getParameterMap()).isEmpty();
            assertThat(request.getParameter("client_secret")).isNull();
            assertThat(request.getParameterValues("client_secret")).isNull();
            assertThat(request.getQueryString()).isEqualTo("client_secret=%zz");
            passed[0] = true;
        };
        new NoParameters().doFilter(request(), null, chain);
        assertThat(passed[0]).isTrue();
    }
}
