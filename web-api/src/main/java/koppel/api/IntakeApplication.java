package koppel.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import koppel.api.intake.IntakeResource;

/** Where Peppol access points hand in what they received. */
@ApplicationPath("/intake/v1")
@ApplicationScoped
public class IntakeApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return SharedProviders.with(IntakeResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return SharedProviders.PROPERTIES;
    }
}
