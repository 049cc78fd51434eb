package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import koppel.organisation.Organisation;
import koppel.shared.Clock;

/** Finds out which administrations an organisation has in a package: as pushed by its vendor, or asked of its connector. */
@Singleton
public class FindingAdministrations {

    private final Administrations administrations;
    private final AdministrationSource source;
    private final KeepingAdministrations keeping;
    private final Clock clock;

    @Inject
    public FindingAdministrations(
            Administrations administrations, AdministrationSource source, KeepingAdministrations keeping, Clock clock) {
        this.administrations = administrations;
        this.source = source;
        this.keeping = keeping;
        this.clock = clock;
    }

    /**
     * Asks the connector, if the package has one, outside of any transaction, and keeps what it answers. When it cannot be asked, what is
     * known counts.
     *
     * @throws ConnectorUnavailable when it cannot be asked and nothing is known
     */
    public List<Administration> of(Organisation organisation, String softwarePackage) {
        Optional<Administrations.Connector> connector = administrations.connector(softwarePackage);
        if (connector.isPresent()) {
            try {
                List<Administration> fetched = source.fetch(connector.get(), organisation);
                keeping.keep(organisation.id(), softwarePackage, fetched, clock.now());
            } catch (ConnectorUnavailable unavailable) {
                List<Administration> known = administrations.of(organisation.id(), softwarePackage);
                if (known.isEmpty()) {
                    throw unavailable;
                }
                return known;
            }
        }
        return administrations.of(organisation.id(), softwarePackage);
    }
}
