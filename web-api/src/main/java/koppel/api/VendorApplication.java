package koppel.api;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import koppel.api.security.Roles;
import koppel.api.vendor.AdministrationResource;
import koppel.api.vendor.MeResource;
import koppel.api.vendor.PurchaseInvoiceResource;
import koppel.api.vendor.RecipientResource;
import koppel.api.vendor.SalesInvoiceResource;
import koppel.api.vendor.SendResource;
import koppel.api.vendor.ValidateResource;
import org.eclipse.microprofile.auth.LoginConfig;

/** What software vendors speak. The login configuration switches MicroProfile JWT on for everything in this module. */
@ApplicationPath("/api/v1")
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT", realmName = "Koppel")
@DeclareRoles({Roles.USER, Roles.OPERATOR, Roles.VENDOR, Roles.ADMINISTRATIONS})
public class VendorApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return SharedProviders.with(
                AdministrationResource.class,
                MeResource.class,
                PurchaseInvoiceResource.class,
                RecipientResource.class,
                SalesInvoiceResource.class,
                SendResource.class,
                ValidateResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return SharedProviders.PROPERTIES;
    }
}
