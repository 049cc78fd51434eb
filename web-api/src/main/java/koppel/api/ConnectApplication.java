package koppel.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import koppel.api.connect.TokenResource;

/** Where keys become tokens. */
@ApplicationPath("/connect")
@ApplicationScoped
public class ConnectApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return SharedProviders.with(TokenResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return SharedProviders.PROPERTIES;
    }
}
