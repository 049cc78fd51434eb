package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.Administrations;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackages;
import koppel.user.Actor;
import koppel.user.EmailAddress;

/** Configures a connection in one go, or not at all: administration, e-mail address, start date, sales invoices. */
@Singleton
public class ApplyingQuickConnect {

    private final Connections connections;
    private final Services services;
    private final ConnectionQueues queues;
    private final SoftwarePackages softwarePackages;
    private final Administrations administrations;
    private final FailedAttempts attempts;
    private final AuditTrail audit;
    private final Clock clock;

    @Inject
    public ApplyingQuickConnect(
            Connections connections,
            Services services,
            ConnectionQueues queues,
            SoftwarePackages softwarePackages,
            Administrations administrations,
            FailedAttempts attempts,
            AuditTrail audit,
            Clock clock) {
        this.connections = connections;
        this.services = services;
        this.queues = queues;
        this.softwarePackages = softwarePackages;
        this.administrations = administrations;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who applies: a signed-in person, or whoever has the keys. */
    private record By(String name, Caller caller, Optional<EmailAddress> account) {}

    /**
     * @throws NotFound also when the person is no administrator of the connection's organisation
     * @throws WrongState {@code connection-not-active}, {@code quick-connect-unsupported} or {@code connection-exists}
     * @throws EmailRefused when the address is not linked to the administration
     * @throws TooManyAttempts after too many wrong addresses
     */
    @Transactional
    public void apply(Actor actor, ConnectionId id, QuickConnectWish wish) {
        Connection connection =
                connections.lockOfAdministrator(id, actor.id()).orElseThrow(() -> new NotFound("connection"));
        apply(
                connection,
                connection.facts().owner(),
                wish,
                new By(actor.email(), new Caller(actor.from(), ""), EmailAddress.tryParse(actor.email())));
    }

    /**
     * The same with the keys alone.
     *
     * @param organisation one that they serve
     */
    @Transactional
    public void apply(KeyHolder holder, Caller caller, OrganisationId organisation, QuickConnectWish wish) {
        Connection connection = connections
                .lockOfOrganisation(holder.owner(), holder.connection())
                .filter(locked -> connections
                        .byGeneration(holder.connection(), holder.generation())
                        .filter(found -> found.keys().isValidAt(clock.now()))
                        .isPresent())
                .orElseThrow(() -> new NotFound("connection"));
        apply(connection, organisation, wish, new By("connection keys", caller, Optional.empty()));
    }

    private void apply(Connection connection, OrganisationId organisation, QuickConnectWish wish, By by) {
        if (!(connection instanceof ActiveConnection active)) {
            throw RevokingConnection.notActive(connection);
        }
        SoftwarePackage softwarePackage = active.facts()
                .as(softwarePackages.byId(active.facts().softwarePackage()).orElseThrow());
        if (!softwarePackage.quickConnect()) {
            throw new WrongState(
                    "quick-connect-unsupported",
                    "This software package has no Quick Connect.",
                    Map.of("state", active.state()));
        }
        QuickConnectWish.Checked checked = wish.check(softwarePackage);
        checkLink(active, organisation, checked, by);
        Connections.Service service = new Connections.Service(
                organisation,
                softwarePackage.software(),
                Optional.of(checked.administration()),
                checked.startDate(),
                checked.salesInvoices(),
                Optional.of(checked.email()));
        services.save(active, service);
        queues.adjust(active, organisation, service.of(softwarePackage.retrieves()));
        Map<String, Object> details = new HashMap<>();
        details.put("administration", checked.administration());
        details.put("salesInvoices", checked.salesInvoices());
        checked.startDate().ifPresent(date -> details.put("startDate", date.toString()));
        audit.record(
                organisation,
                by.name(),
                by.caller().address(),
                AuditTrail.Act.QUICK_CONNECT_APPLIED,
                Optional.of(active.id().value()),
                details);
    }

    /** Where the vendor has told of no administrations, they are entered by hand and there is nothing to compare with. */
    private void checkLink(
            ActiveConnection connection, OrganisationId organisation, QuickConnectWish.Checked checked, By by) {
        String softwarePackage = connection.facts().softwarePackage();
        if (administrations.count(organisation, softwarePackage) == 0) {
            return;
        }
        Administration administration = administrations
                .byCode(organisation, softwarePackage, checked.administration())
                .orElseThrow(() -> new InvalidInput("administration", "Choose one of the administrations listed."));
        // an address can be guessed, so that after too many nothing is even looked at
        String what = "email of " + connection.id();
        attempts.waiting(what, by.caller().address()).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        if (administration.links(checked.email())) {
            return;
        }
        attempts.failed(what, by.caller().address());
        throw by.account()
                        .filter(account -> account.key().equals(checked.email().key()))
                        .isPresent()
                ? EmailRefused.isAccount()
                : EmailRefused.notLinked();
    }
}
