package koppel.persistence.delivery;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import koppel.connection.ActiveConnection;
import koppel.connection.ConnectionQueues;
import koppel.connection.Connections;
import koppel.connection.Services;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** Sets the start date of a connection, and what it handles. */
final class StartDate {

    private StartDate() {}

    /** @param date null for none */
    static void of(Company company, AccountingPackage accounting, LocalDate date, boolean sales) {
        Installation koppel = Installation.get();
        OrganisationId organisation = company.organisation().id();
        koppel.doing(() -> {
            ActiveConnection connection = (ActiveConnection) koppel.use(Connections.class)
                    .lockOfAdministrator(
                            accounting.connection(), company.administrator().id())
                    .orElseThrow();
            Services services = koppel.use(Services.class);
            services.save(
                    connection,
                    new Connections.Service(
                            organisation,
                            services.of(accounting.connection(), organisation)
                                    .orElseThrow()
                                    .software(),
                            Optional.empty(),
                            Optional.ofNullable(date),
                            sales));
            koppel.use(ConnectionQueues.class)
                    .adjust(
                            connection,
                            organisation,
                            sales ? Set.of(Direction.PURCHASE, Direction.SALES) : Set.of(Direction.PURCHASE));
        });
    }
}
