package koppel.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import koppel.shared.OrganisationId;

/** Keeps what a connector has told, in one transaction; and its token under the newest pepper, as it was just used. */
@Singleton
public class KeepingAdministrations {

    private final Administrations administrations;

    @Inject
    public KeepingAdministrations(Administrations administrations) {
        this.administrations = administrations;
    }

    @Transactional
    public void keep(OrganisationId organisation, String softwarePackage, List<Administration> fetched, Instant now) {
        administrations.replaceFetched(organisation, softwarePackage, fetched, now);
        administrations.resealConnector(softwarePackage);
    }
}
