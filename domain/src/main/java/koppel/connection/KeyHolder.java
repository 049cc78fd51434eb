package koppel.connection;

import java.time.Duration;
import java.util.Objects;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.SoftwarePackage;

/**
 * A caller of the vendor API whose keys were right at the moment of asking. What a statement does for it is done under the condition
 * that the generation is still valid then.
 *
 * @param generation which set of keys was used
 * @param lease how long a download is leased where acknowledgement is explicit
 */
public record KeyHolder(
        ConnectionId connection,
        OrganisationId owner,
        int generation,
        String connectionName,
        SoftwarePackage softwarePackage,
        Acknowledgement acknowledgement,
        Duration lease) {

    public KeyHolder {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(softwarePackage);
        Objects.requireNonNull(acknowledgement);
        Objects.requireNonNull(lease);
    }
}
