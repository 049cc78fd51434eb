package koppel.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import koppel.api.portal.AccessPointsResource;
import koppel.api.portal.AttentionResource;
import koppel.api.portal.AuditResource;
import koppel.api.portal.BatchRunsResource;
import koppel.api.portal.BoxResource;
import koppel.api.portal.ConcernsResource;
import koppel.api.portal.ConnectionResource;
import koppel.api.portal.ConnectionSetupResource;
import koppel.api.portal.ConnectionsResource;
import koppel.api.portal.DeliveryFiguresResource;
import koppel.api.portal.DocumentResource;
import koppel.api.portal.EnvironmentsResource;
import koppel.api.portal.InstallationAuditResource;
import koppel.api.portal.MyPasswordResource;
import koppel.api.portal.OrganisationResource;
import koppel.api.portal.OrganisationsResource;
import koppel.api.portal.PartyIdsResource;
import koppel.api.portal.PortalMeResource;
import koppel.api.portal.ReoffersResource;
import koppel.api.portal.SessionResource;
import koppel.api.portal.SoftwarePackagesResource;

/** What the console and automation speak. */
@ApplicationPath("/portal/v1")
@ApplicationScoped
public class PortalApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return SharedProviders.with(
                AccessPointsResource.class,
                AttentionResource.class,
                AuditResource.class,
                BatchRunsResource.class,
                BoxResource.class,
                DeliveryFiguresResource.class,
                ConcernsResource.class,
                DocumentResource.class,
                EnvironmentsResource.class,
                InstallationAuditResource.class,
                MyPasswordResource.class,
                ConnectionResource.class,
                ConnectionSetupResource.class,
                ConnectionsResource.class,
                OrganisationResource.class,
                OrganisationsResource.class,
                PartyIdsResource.class,
                PortalMeResource.class,
                ReoffersResource.class,
                SessionResource.class,
                SoftwarePackagesResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return SharedProviders.PROPERTIES;
    }
}
