package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import koppel.audit.InstallationAudit;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** The operator tells where a package's administrations are fetched. */
@Singleton
public class SettingConnectors {

    private static final int LONGEST = 1000;

    private final SoftwarePackages softwarePackages;
    private final Administrations administrations;
    private final InstallationAudit audit;

    @Inject
    public SettingConnectors(
            SoftwarePackages softwarePackages, Administrations administrations, InstallationAudit audit) {
        this.softwarePackages = softwarePackages;
        this.administrations = administrations;
        this.audit = audit;
    }

    /**
     * @param url http or https; what follows # is a token that is sent along and never shown; null: none is asked any more
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws NotFound when there is no such package
     */
    @Transactional
    public void set(Actor actor, String softwarePackage, String url) {
        actor.requireOperator();
        if (softwarePackages.byId(softwarePackage).isEmpty()) {
            throw new NotFound("software package");
        }
        Optional<Administrations.Connector> connector = Optional.ofNullable(url).map(SettingConnectors::parse);
        if (connector.isEmpty() && administrations.connector(softwarePackage).isEmpty()) {
            return;
        }
        administrations.setConnector(softwarePackage, connector);
        Map<String, Object> details = new HashMap<>();
        details.put("softwarePackage", softwarePackage);
        connector.ifPresent(set -> details.put("url", withoutSecrets(set.url())));
        audit.record(
                actor,
                connector.isPresent() ? InstallationAudit.Act.CONNECTOR_SET : InstallationAudit.Act.CONNECTOR_REMOVED,
                details);
    }

    /** Some put a key into the query. */
    private static String withoutSecrets(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private static Administrations.Connector parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if (text.length() <= LONGEST
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                String token = uri.getRawFragment();
                return new Administrations.Connector(
                        new URI(
                                token == null
                                        ? text.strip()
                                        : text.strip().substring(0, text.strip().indexOf('#'))),
                        Optional.ofNullable(token).filter(each -> !each.isEmpty()));
            }
        } catch (URISyntaxException notAUrl) {
            // said below, like everything else that is no such URL
        }
        throw new InvalidInput("url", "An http or https URL with a host, without user and password.");
    }
}
