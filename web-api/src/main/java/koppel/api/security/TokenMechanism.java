package koppel.api.security;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;

/**
 * Lets the container ask its authentication mechanism, MicroProfile JWT, only about requests that may bring a token, or whose roles are asked
 * for. It would ask it before and after each request, whatever the request's credentials are, and looks the mechanism up anew both times: more
 * than a third of the processor time of a call with App Key and Secret, for the answer that they are no token.
 *
 * <p>The mechanism knows its scheme in one spelling, and is shown that one where the scheme comes in another (RFC 9110, section 11.1).
 *
 * <p>What is said where it is not asked is what the mechanism would say: that nobody is authenticated (Jakarta Authentication 3.0, chapter 3). Who
 * calls is found out by our own filters.
 */
@WebListener
public class TokenMechanism implements ServletContextListener {

    private static final Logger LOG = System.getLogger(TokenMechanism.class.getName());

    /** Jakarta Authentication 3.0, section 3.1. */
    private static final String LAYER = "HttpServlet";

    /** In the message's properties (Jakarta Authentication 3.0, chapter 3). */
    private static final String IS_MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

    private static final String BASIC = "Basic ";

    private static final String BEARER = "Bearer ";

    /** Where whoever calls is known by what the body says, and a token that has ended must not keep a client from the next. */
    private static final String BY_THE_BODY = "/connect";

    private String registration;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String application = application(event.getServletContext());
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        AuthConfigProvider mechanism = factory == null ? null : factory.getConfigProvider(LAYER, application, null);
        if (mechanism == null) {
            LOG.log(Level.ERROR, "MicroProfile JWT is not registered with the server: no token will be accepted");
        } else {
            registration = factory.registerConfigProvider(
                    new ForTokens(mechanism), LAYER, application, "MicroProfile JWT, for what may bring a token");
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (registration != null) {
            AuthConfigFactory.getFactory().removeRegistration(registration);
        }
    }

    /** Jakarta Authentication 3.0, section 3.2. */
    private static String application(ServletContext context) {
        return context.getVirtualServerName() + " " + context.getContextPath();
    }

    /** Another scheme than Basic is the mechanism's business, and whatever must be authenticated; but for where no token is looked at. */
    private static boolean mayBringToken(MessageInfo message) {
        HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (BY_THE_BODY.equals(request.getServletPath())) {
            return false;
        }
        return Boolean.parseBoolean(String.valueOf(message.getMap().get(IS_MANDATORY)))
                || (authorization != null && !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length()));
    }

    /** A request whose scheme is spelled as the mechanism reads it. */
    private static final class Spelled extends HttpServletRequestWrapper {

        Spelled(HttpServletRequest request) {
            super(request);
        }

        static boolean otherwise(HttpServletRequest request) {
            String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            return authorization != null
                    && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && !authorization.startsWith(BEARER);
        }

        @Override
        public String getHeader(String name) {
            String value = super.getHeader(name);
            return value != null && HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)
                    ? BEARER + value.substring(BEARER.length())
                    : value;
        }
    }

    /** The mechanism's provider, of which only the contexts are others. */
    record ForTokens(AuthConfigProvider mechanism) implements AuthConfigProvider {

        @Override
        public ServerAuthConfig getServerAuthConfig(String layer, String application, CallbackHandler handler)
                throws AuthException {
            ServerAuthConfig config = mechanism.getServerAuthConfig(layer, application, handler);
            return config == null ? null : new Config(config);
        }

        @Override
        public ClientAuthConfig getClientAuthConfig(String layer, String application, CallbackHandler handler)
                throws AuthException {
            return mechanism.getClientAuthConfig(layer, application, handler);
        }

        @Override
        public void refresh() {
            mechanism.refresh();
        }
    }

    private record Config(ServerAuthConfig mechanism) implements ServerAuthConfig {

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"}) // as the interface has it
        public ServerAuthContext getAuthContext(String id, Subject service, Map properties) throws AuthException {
            ServerAuthContext context = mechanism.getAuthContext(id, service, properties);
            return context == null ? null : new Context(context);
        }

        @Override
        public String getMessageLayer() {
            return mechanism.getMessageLayer();
        }

        @Override
        public String getAppContext() {
            return mechanism.getAppContext();
        }

        @Override
        public String getAuthContextID(MessageInfo message) {
            return mechanism.getAuthContextID(message);
        }

        @Override
        public void refresh() {
            mechanism.refresh();
        }

        @Override
        public boolean isProtected() {
            return mechanism.isProtected();
        }
    }

    private record Context(ServerAuthContext mechanism) implements ServerAuthContext {

        @Override
        public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service) throws AuthException {
            if (!mayBringToken(message)) {
                return AuthStatus.SUCCESS;
            }
            HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
            if (!Spelled.otherwise(request)) {
                return mechanism.validateRequest(message, client, service);
            }
            message.setRequestMessage(new Spelled(request));
            try {
                return mechanism.validateRequest(message, client, service);
            } finally {
                // what is left there would be the request of everybody after
                message.setRequestMessage(request);
            }
        }

        @Override
        public AuthStatus secureResponse(MessageInfo message, Subject service) throws AuthException {
            return mayBringToken(message) ? mechanism.secureResponse(message, service) : AuthStatus.SEND_SUCCESS;
        }

        @Override
        public void cleanSubject(MessageInfo message, Subject subject) throws AuthException {
            mechanism.cleanSubject(message, subject);
        }
    }
}
