package koppel.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.RegistrationListener;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenMechanismRegistrationTest {

    private static final String REGISTERED = "HttpServlet|server /koppel";

    private final Factory factory = new Factory();
    private final TokenMechanism mechanism = new TokenMechanism();

    @BeforeEach
    void useOurFactory() {
        AuthConfigFactory.setFactory(factory);
    }

    @AfterEach
    void forgetOurFactory() {
        AuthConfigFactory.setFactory(null);
    }

    @Test
    void whatTheServerHasRegisteredForTheApplicationIsWrappedAndTakenAwayAtItsEnd() {
        AuthConfigProvider servers = provider();
        factory.registered.put(REGISTERED, servers);

        mechanism.contextInitialized(event());
        assertThat(factory.registered)
                .containsOnlyKeys(REGISTERED)
                .containsEntry(REGISTERED, new TokenMechanism.ForTokens(servers));

        mechanism.contextDestroyed(event());
        assertThat(factory.registered).isEmpty();
    }

    @Test
    void whereNothingIsRegisteredNothingIsPutInItsPlace() {
        mechanism.contextInitialized(event());
        mechanism.contextDestroyed(event());
        assertThat(factory.registered).isEmpty();
    }

    private static AuthConfigProvider provider() {
        return (AuthConfigProvider) Proxy.newProxyInstance(
                TokenMechanismRegistrationTest.class.getClassLoader(),
                new Class<?>[] {AuthConfigProvider.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    default -> "the server's";
                });
    }

    private static ServletContextEvent event() {
        return new ServletContextEvent((ServletContext) Proxy.newProxyInstance(
                TokenMechanismRegistrationTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getVirtualServerName" -> "server";
                    case "getContextPath" -> "/koppel";
                    default -> null;
                }));
    }

    /** What a server keeps, by layer and application. */
    private static final class Factory extends AuthConfigFactory {

        private final Map<String, AuthConfigProvider> registered = new HashMap<>();

        @Override
        public AuthConfigProvider getConfigProvider(String layer, String application, RegistrationListener listener) {
            return registered.get(layer + "|" + application);
        }

        @Override
        public String registerConfigProvider(
                AuthConfigProvider provider, String layer, String application, String description) {
            String id = layer + "|" + application;
            registered.put(id, provider);
            return id;
        }

        @Override
        public boolean removeRegistration(String id) {
            return registered.remove(id) != null;
        }

        @Override
        public String registerConfigProvider(
                String type, Map<String, String> properties, String layer, String application, String description) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String registerServerAuthModule(ServerAuthModule module, Object context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeServerAuthModule(Object context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] detachListener(RegistrationListener listener, String layer, String application) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] getRegistrationIDs(AuthConfigProvider provider) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RegistrationContext getRegistrationContext(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refresh() {
            throw new UnsupportedOperationException();
        }
    }
}
