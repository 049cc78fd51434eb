package koppel.connection.vendor;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.shared.OrganisationId;

/** Port: the administrations that organisations have in software packages, as far as vendors have told of them. */
public interface Administrations {

    /** Where a package's administrations are fetched; the token is sent to that address alone. */
    record Connector(URI url, Optional<String> token) {
        @Override
        public String toString() {
            return "Connector[hidden]";
        }
    }

    /** In the order of their codes. */
    List<Administration> of(OrganisationId organisation, String softwarePackage);

    Optional<Administration> byCode(OrganisationId organisation, String softwarePackage, String code);

    /** @return whether it is new */
    boolean put(OrganisationId organisation, String softwarePackage, Administration administration, Instant now);

    /** @return whether there was one */
    boolean remove(OrganisationId organisation, String softwarePackage, String code);

    long count(OrganisationId organisation, String softwarePackage);

    /** Keeps what was fetched in place of what was fetched before. */
    void replaceFetched(OrganisationId organisation, String softwarePackage, List<Administration> fetched, Instant now);

    Optional<Connector> connector(String softwarePackage);

    void setConnector(String softwarePackage, Optional<Connector> connector);

    /** Seals the connector's token anew when the pepper was rotated. */
    void resealConnector(String softwarePackage);

    /** The organisation of that party or company id that has a connection of the package, revoked ones too. */
    Optional<OrganisationId> connectedOrganisation(String partyOrCompany, String softwarePackage);
}
