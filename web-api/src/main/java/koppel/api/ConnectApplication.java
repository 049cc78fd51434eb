package koppel.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import koppel.api.connect.HandoverResource;
import koppel.api.connect.LeakedResource;
import koppel.api.connect.QuickConnectResource;
import koppel.api.connect.TokenAnswers;
import koppel.api.connect.TokenResource;

/** Where keys become tokens, and what is done with the keys alone. */
@ApplicationPath("/connect")
@ApplicationScoped
public class ConnectApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return SharedProviders.with(
                HandoverResource.class,
                LeakedResource.class,
                QuickConnectResource.class,
                TokenAnswers.class,
                TokenResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return SharedProviders.PROPERTIES;
    }
}
