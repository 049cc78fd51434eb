package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;

/** The operator tells where a package's administrations are fetched. */
@Singleton
public class SettingConnectors {

    private static final int LONGEST = 1000;

    private final SoftwarePackages softwarePackages;
    private final Administrations administrations;

    @Inject
    public SettingConnectors(SoftwarePackages softwarePackages, Administrations administrations) {
        this.softwarePackages = softwarePackages;
        this.administrations = administrations;
    }

    /**
     * @param url http or https; what follows # is a token that is sent along and never shown; null: none is asked any more
     * @throws NotAllowed for anybody but the operator
     * @throws NotFound when there is no such package
     */
    @Transactional
    public void set(Actor actor, String softwarePackage, String url) {
        if (!actor.operator()) {
            throw new NotAllowed("Only the operator sets a package's connector.");
        }
        if (softwarePackages.byId(softwarePackage).isEmpty()) {
            throw new NotFound("software package");
        }
        administrations.setConnector(softwarePackage, Optional.ofNullable(url).map(SettingConnectors::parse));
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
