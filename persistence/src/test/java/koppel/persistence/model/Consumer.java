package koppel.persistence.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import koppel.connection.ActiveConnection;
import koppel.connection.ConnectionId;
import koppel.connection.ConnectionQueues;
import koppel.connection.Connections;
import koppel.connection.NewConnection;
import koppel.connection.RenewingKeys;
import koppel.connection.Services;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.Reoffering.Request;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

/** A consumer's place in a company, through all connections, keys and start dates that it has in its life. */
final class Consumer {

    private static final int BOX_PAGE = 500;

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Installation koppel = Installation.get();
    private final Company company;
    private final String softwarePackage;
    private final boolean explicit;
    private final int queue;
    private final Set<DocumentId> seen = ConcurrentHashMap.newKeySet();
    private volatile AccountingPackage software;
    private volatile OfferCursor cursor;

    Consumer(Company company, String softwarePackage, boolean explicit) {
        this.company = company;
        this.softwarePackage = softwarePackage;
        this.explicit = explicit;
        software = company.connect(newConnection(null, true));
        queue = (int) Database.get()
                .number(
                        "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        software.connection().value());
    }

    private NewConnection newConnection(ConnectionId follows, boolean reoffer) {
        return Company.booksOf(softwarePackage, explicit, follows, reoffer);
    }

    Company company() {
        return company;
    }

    int queue() {
        return queue;
    }

    AccountingPackage software() {
        return software;
    }

    Set<DocumentId> seen() {
        return seen;
    }

    /** What comes is in order and newer than the cursor said. */
    List<DocumentId> list(Random random) {
        OfferCursor from = random.nextInt(3) == 0 ? null : cursor;
        Offers.Listing listing = software.list(from, 1 + random.nextInt(30));
        Offer before = null;
        for (Offer offer : listing.items()) {
            if (before != null
                    && (offer.position() <= before.position()
                            || offer.offeredOn().isBefore(before.offeredOn()))) {
                throw new IllegalStateException("a listing out of order");
            }
            before = offer;
        }
        cursor = listing.next().orElse(cursor);
        List<DocumentId> documents =
                listing.items().stream().map(Offer::document).toList();
        seen.addAll(documents);
        return documents;
    }

    /** One administrator at a time, so that the keys which were shown are the ones that the package then uses. */
    synchronized void revoke() {
        company.revoke(software.connection());
    }

    synchronized void reconnect(boolean reoffer) {
        software = company.reconnect(software.connection(), reoffer);
    }

    synchronized void follow(boolean delete, boolean reoffer) {
        ConnectionId old = software.connection();
        if (delete) {
            company.delete(old);
        }
        software = company.connect(newConnection(old, reoffer));
    }

    synchronized void renew() {
        software = AccountingPackage.of(company, koppel.in(() -> koppel.use(RenewingKeys.class)
                .renew(company.administrator(), software.connection(), 0, false)));
    }

    void reoffer(List<DocumentId> chosen, boolean includeRetrieved) {
        company.askReoffer(new Request(
                Optional.of(software.connection()),
                Optional.empty(),
                chosen,
                Optional.empty(),
                Optional.empty(),
                includeRetrieved));
    }

    /** Moves the start date so that everything, nothing, or only what is yet to come lies behind it. */
    /** What people see of the inbox. */
    Page<BoxEntry> box(Boxes.Filter filter, Optional<String> after) {
        return koppel.use(Boxes.class)
                .page(
                        company.organisation().id(),
                        Direction.PURCHASE,
                        filter,
                        after,
                        BOX_PAGE,
                        koppel.clock().now());
    }

    void startOn(Integer daysFromToday) {
        LocalDate date = daysFromToday == null
                ? null
                : LocalDate.ofInstant(koppel.clock().now(), ZONE).plusDays(daysFromToday);
        koppel.doing(() -> {
            Connections connections = koppel.use(Connections.class);
            if (connections
                            .lockOfAdministrator(
                                    software.connection(),
                                    company.administrator().id())
                            .orElseThrow()
                    instanceof ActiveConnection active) {
                Services services = koppel.use(Services.class);
                Connections.Service now =
                        services.of(active.id(), company.organisation().id()).orElseThrow();
                services.save(
                        active,
                        new Connections.Service(
                                now.organisation(),
                                now.software(),
                                now.administration(),
                                Optional.ofNullable(date),
                                now.salesInvoices()));
                koppel.use(ConnectionQueues.class)
                        .adjust(active, company.organisation().id(), Set.of(Direction.PURCHASE));
            }
        });
    }
}
