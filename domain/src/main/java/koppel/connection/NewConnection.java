package koppel.connection;

import java.util.Optional;
import koppel.softwarepackage.SoftwarePackage;

/**
 * What somebody asks for when creating a connection, as it came in; {@link CreatingConnection} checks it.
 *
 * @param softwarePackage id of the catalogue entry
 * @param leaseSeconds 1 to 86,400; null: 900
 * @param follows id of the connection whose queues it takes over; null: chosen by the rule
 * @param reoffer whether what was not retrieved is offered by itself
 * @param directions what an own app is to do; empty: what the catalogue says
 */
public record NewConnection(
        String softwarePackage,
        String name,
        String acknowledgement,
        Integer leaseSeconds,
        String administration,
        String follows,
        boolean reoffer,
        Optional<SoftwarePackage.Directions> directions) {

    public NewConnection(
            String softwarePackage,
            String name,
            String acknowledgement,
            Integer leaseSeconds,
            String administration,
            String follows,
            boolean reoffer) {
        this(softwarePackage, name, acknowledgement, leaseSeconds, administration, follows, reoffer, Optional.empty());
    }

    Optional<String> chosenAdministration() {
        return Optional.ofNullable(administration).map(String::strip).filter(code -> !code.isEmpty());
    }
}
