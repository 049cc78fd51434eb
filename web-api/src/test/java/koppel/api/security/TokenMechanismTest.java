package koppel.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMechanismTest {

    private final List<String> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"Basic a2V5OnNlY3JldA==", "basic a2V5OnNlY3JldA=="})
    void aRequestWithAppKeyAndSecretIsNotTheMechanismsBusiness(String authorization) throws AuthException {
        ServerAuthContext context = context();
        Subject client = new Subject();
        assertThat(context.validateRequest(message(authorization), client, null))
                .isEqualTo(AuthStatus.SUCCESS);
        assertThat(context.secureResponse(message(authorization), null)).isEqualTo(AuthStatus.SEND_SUCCESS);
        assertThat(client.getPrincipals()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aRequestWithoutCredentialsIsNotTheMechanismsBusiness() throws AuthException {
        ServerAuthContext context = context();
        assertThat(context.validateRequest(message(null), new Subject(), null)).isEqualTo(AuthStatus.SUCCESS);
        assertThat(context.secureResponse(message(null), null)).isEqualTo(AuthStatus.SEND_SUCCESS);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer eyJ", "bearer eyJ", "Bearer", "Digest x", "Basic", ""})
    void whatMayBringATokenIsAskedOfTheMechanismBeforeAndAfter(String authorization) throws AuthException {
        ServerAuthContext context = context();
        assertThat(context.validateRequest(message(authorization), new Subject(), null))
                .isEqualTo(AuthStatus.SEND_FAILURE);
        assertThat(context.secureResponse(message(authorization), null)).isEqualTo(AuthStatus.SEND_CONTINUE);
        assertThat(asked).containsExactly("validateRequest", "secureResponse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer eyJ", "Digest x"})
    void whoIsKnownByTheBodyIsNotKeptAwayByATokenThatHasEnded(String authorization) throws AuthException {
        ServerAuthContext context = context();
        MessageInfo message = message(authorization, "/connect");
        // so the server asks again for whatever anybody may call
        mandatory(message);
        assertThat(context.validateRequest(message, new Subject(), null)).isEqualTo(AuthStatus.SUCCESS);
        assertThat(context.secureResponse(message, null)).isEqualTo(AuthStatus.SEND_SUCCESS);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatMustBeAuthenticatedIsAskedOfTheMechanismWhateverItBrings() throws AuthException {
        MessageInfo message = message("Basic a2V5OnNlY3JldA==");
        mandatory(message);
        assertThat(context().validateRequest(message, new Subject(), null)).isEqualTo(AuthStatus.SEND_FAILURE);
        assertThat(asked).containsExactly("validateRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer eyJ", "bearer eyJ", "BEARER eyJ"})
    void theMechanismSeesItsSchemeInTheSpellingThatItKnows(String authorization) throws AuthException {
        MessageInfo message = message(authorization);
        Object request = message.getRequestMessage();

        context().validateRequest(message, new Subject(), null);

        assertThat(seen).containsExactly("Bearer eyJ");
        assertThat(message.getRequestMessage()).isSameAs(request);
    }

    @SuppressWarnings("unchecked") // as the interface has it
    private static void mandatory(MessageInfo message) {
        message.getMap().put("jakarta.security.auth.message.MessagePolicy.isMandatory", "true");
    }

    /** A mechanism that gives answers which nobody else gives. */
    private ServerAuthContext context() throws AuthException {
        ServerAuthContext context = fake(
                ServerAuthContext.class,
                Map.of("validateRequest", AuthStatus.SEND_FAILURE, "secureResponse", AuthStatus.SEND_CONTINUE));
        ServerAuthConfig config = fake(ServerAuthConfig.class, Map.of("getAuthContext", context));
        AuthConfigProvider provider = fake(AuthConfigProvider.class, Map.of("getServerAuthConfig", config));
        ServerAuthContext wrapped = new TokenMechanism.ForTokens(provider)
                .getServerAuthConfig("HttpServlet", "server /", null)
                .getAuthContext("id", null, Map.of());
        asked.clear();
        return wrapped;
    }

    private static MessageInfo message(String authorization) {
        return message(authorization, "/api/v1");
    }

    private static MessageInfo message(String authorization, String servletPath) {
        Map<String, Object> properties = new HashMap<>();
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                TokenMechanismTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletPath" -> servletPath;
                    case "getHeader" -> "Authorization".equals(arguments[0]) ? authorization : null;
                    default -> null;
                });
        AtomicReference<Object> current = new AtomicReference<>(request);
        return (MessageInfo) Proxy.newProxyInstance(
                TokenMechanismTest.class.getClassLoader(),
                new Class<?>[] {MessageInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMap" -> properties;
                    case "setRequestMessage" -> {
                        current.set(arguments[0]);
                        yield null;
                    }
                    default -> current.get();
                });
    }

    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                TokenMechanismTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    if (method.getName().equals("validateRequest")) {
                        HttpServletRequest request =
                                (HttpServletRequest) ((MessageInfo) arguments[0]).getRequestMessage();
                        seen.add(request.getHeader("Authorization"));
                    }
                    return answers.get(method.getName());
                }));
    }
}
