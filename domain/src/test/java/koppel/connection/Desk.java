package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import koppel.audit.InMemoryAuditTrail;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.keys.KeyGeneration;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.SeededRandom;
import koppel.organisation.Bakery;
import koppel.shared.DomainException;
import koppel.shared.NotFound;
import koppel.shared.SetClock;
import koppel.shared.WrongState;
import koppel.softwarepackage.Catalogue;
import koppel.softwarepackage.SoftwarePackage;
import koppel.user.Actor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Where connections are made and unmade for the bakery. */
public final class Desk {

    public final SetClock clock = new SetClock();
    public final Bakery town = new Bakery();
    public final Catalogue catalogue = new Catalogue();
    public final InMemoryAuditTrail audit = new InMemoryAuditTrail(clock);
    public final InMemoryConnections connections = new InMemoryConnections(town.organisations, catalogue);
    public final InMemoryConnectionQueues queues = new InMemoryConnectionQueues();
    final Peppers peppers = Peppers.parse("seven horses cross the frozen river");
    private final KeyIssuer issuer = new KeyIssuer(new SeededRandom(1), peppers);

    final InMemoryKeyUses uses = new InMemoryKeyUses();
    private final ShowingKeys showing = new ShowingKeys(town.organisations, connections);

    final CreatingConnection creating = new CreatingConnection(
            town.memberships, catalogue, connections, connections, queues, issuer, showing, audit, clock);
    final RenewingKeys renewing = new RenewingKeys(connections, uses, issuer, showing, audit, clock);
    private final ConnectionAudit connectionAudit = new ConnectionAudit(audit, connections);
    public final RevokingConnection revoking = new RevokingConnection(connections, queues, connectionAudit, clock);
    final Reconnecting reconnecting =
            new Reconnecting(connections, connections, queues, issuer, showing, connectionAudit, clock);
    public final DeletingConnection deleting = new DeletingConnection(connections, connectionAudit, clock);
    final FailedAttempts attempts = new FailedAttempts(new AttemptsOfAllNodes(new InMemoryAttemptCounts()), clock);
    final RecentKeys recent = new RecentKeys(peppers, clock);
    final AuthenticatingKeys authenticating =
            new AuthenticatingKeys(connections, uses, attempts, recent, peppers, clock);
    final InMemoryServingConnections serving = new InMemoryServingConnections(town.organisations);
    final ViewingConnections viewing = new ViewingConnections(town.memberships, connections, serving, uses);

    public IssuedConnection create(SoftwarePackage softwarePackage) {
        return create(Bakery.ADMINISTRATOR, asking(softwarePackage));
    }

    IssuedConnection create(Actor actor, NewConnection asked) {
        return creating.create(actor, town.bakery.publicId(), asked);
    }

    static NewConnection asking(SoftwarePackage softwarePackage) {
        return new NewConnection(softwarePackage.id(), null, null, null, null, null, true);
    }

    static NewConnection inAdministration(SoftwarePackage softwarePackage, String administration) {
        return new NewConnection(softwarePackage.id(), null, null, null, administration, null, true);
    }

    static NewConnection following(SoftwarePackage softwarePackage, ConnectionId other) {
        return new NewConnection(softwarePackage.id(), null, null, null, null, other.toString(), true);
    }

    IssuedConnection createRevoked(SoftwarePackage softwarePackage) {
        IssuedConnection issued = create(softwarePackage);
        revoking.revoke(Bakery.ADMINISTRATOR, issued.connection().id());
        return issued;
    }

    IssuedConnection createDeleted(SoftwarePackage softwarePackage) {
        IssuedConnection issued = createRevoked(softwarePackage);
        deleting.delete(Bakery.ADMINISTRATOR, issued.connection().id());
        return issued;
    }

    /** A revoked connection that follows nothing, so that those that ended before it can still be followed. */
    ConnectionId createUnfollowing(SoftwarePackage softwarePackage) {
        ConnectionFacts facts = new ConnectionFacts(
                ConnectionId.next(),
                town.bakery.id(),
                softwarePackage.id(),
                softwarePackage.name(),
                Acknowledgement.ON_DOWNLOAD,
                ConnectionFacts.DEFAULT_LEASE,
                Optional.empty(),
                clock.now());
        ActiveConnection connection = Connection.create(facts, false);
        connections.add(
                connection,
                new Connections.Service(
                        town.bakery.id(), softwarePackage.software(), Optional.empty(), Optional.empty(), true),
                Bakery.ADMINISTRATOR.id());
        connections.save(connection.revoked(clock.now()));
        return connection.id();
    }

    Authentication call(IssuedConnection issued) {
        KeySet keys = issued.keys().orElseThrow();
        return authenticating.byKeys(keys.appKey().value(), keys.secret().reveal());
    }

    /** Refused with that code, and neither a connection nor its keys nor the audit changed. */
    void assertWrongState(ConnectionId id, String code, ThrowingCallable act) {
        assertRefused(id, act, WrongState.class, code);
    }

    /** Not found for whoever may not have it, and nothing changed. */
    void assertNotFound(ConnectionId id, ThrowingCallable act) {
        assertRefused(id, act, NotFound.class, "not-found");
    }

    private <T extends DomainException> void assertRefused(
            ConnectionId id, ThrowingCallable act, Class<T> type, String code) {
        Connection before = connections.get(id);
        List<KeyGeneration> keys = List.copyOf(connections.generations(id));
        int told = audit.entries().size();
        boolean open = queues.isOpen(id);
        assertThatThrownBy(act).isInstanceOfSatisfying(type, refused -> assertThat(refused.code())
                .isEqualTo(code));
        assertThat(connections.get(id)).isEqualTo(before);
        assertThat(connections.generations(id)).isEqualTo(keys);
        assertThat(audit.entries()).hasSize(told);
        assertThat(queues.isOpen(id)).isEqualTo(open);
    }
}
