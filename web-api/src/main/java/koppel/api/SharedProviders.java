package koppel.api;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koppel.api.json.RequestJsonReader;
import koppel.api.json.RequestTextsReader;
import koppel.api.problem.CommitFailureMapper;
import koppel.api.problem.ProblemMapper;
import koppel.api.request.ContentForm;
import koppel.api.request.EmptyParameters;
import koppel.api.request.FormerJson;
import koppel.api.security.AdministrationsAuthentication;
import koppel.api.security.BodyLimit;
import koppel.api.security.OddRequests;
import koppel.api.security.PortalAuthentication;
import koppel.api.security.RateLimitFilter;
import koppel.api.security.VendorAuthentication;

/** What every application registers beside its resources. */
final class SharedProviders {

    /** No WADL: the API description is OpenAPI's. And of an address nothing is taken for what a form lacks, or told to the log. */
    static final Map<String, Object> PROPERTIES = Map.of(
            "jersey.config.server.wadl.disableWadl", true, "jersey.config.servlet.form.queryParams.disabled", true);

    private SharedProviders() {}

    static Set<Class<?>> with(Class<?>... resources) {
        Set<Class<?>> classes = new HashSet<>(List.of(
                AdministrationsAuthentication.class,
                BodyLimit.class,
                CommitFailureMapper.class,
                ContentForm.class,
                EmptyParameters.class,
                FormerJson.class,
                OddRequests.class,
                PortalAuthentication.class,
                ProblemMapper.class,
                RateLimitFilter.class,
                RequestJsonReader.class,
                RequestTextsReader.class,
                VendorAuthentication.class));
        classes.addAll(List.of(resources));
        return classes;
    }
}
