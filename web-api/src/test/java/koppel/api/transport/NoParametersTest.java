package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoParametersTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final List<Object> refused = new ArrayList<>();
    private HttpServletRequest passed;

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                NoParametersTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }

    /** The request says its address and type, and does not stand being asked for more. */
    private void filter(String type, String query) throws Exception {
        HttpServletRequest request = fake(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getContentType" -> type;
            case "getQueryString" -> query;
            default -> throw new AssertionError(method);
        });
        HttpServletResponse response = fake(HttpServletResponse.class, (method, arguments) -> {
            assertThat(method).isEqualTo("sendError");
            refused.add(arguments[0]);
            return null;
        });
        new NoParameters().doFilter(request, response, (given, same) -> passed = (HttpServletRequest) given);
    }

    @Test
    void theContainerIsNeverMadeToParseWhatStandsInAnAddressOrAForm() throws Exception {
        filter(FORM, "client_secret=kpl_sec_X");

        assertThat(passed.getParameterNames().hasMoreElements()).isFalse();
        assertThat(passed.getParameterMap()).isEmpty();
        assertThat(passed.getParameter("client_secret")).isNull();
        assertThat(passed.getParameterValues("client_secret")).isNull();
        assertThat(passed.getQueryString()).isEqualTo("client_secret=kpl_sec_X");
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "Application/X-WWW-Form-URLEncoded; charset=UTF-8"})
    void aFormWhoseQueryCannotBeDecodedGoesNoFurther(String type) throws Exception {
        filter(type, "client_secret=%zz");

        assertThat(passed).isNull();
        assertThat(refused).containsExactly(400);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,a=%zz", "application/json,a=%zz", FORM + ",-", FORM + ",a=%41"})
    void everythingElseDoes(String type, String query) throws Exception {
        filter(type, query);

        assertThat(passed).isNotNull();
        assertThat(refused).isEmpty();
    }
}
