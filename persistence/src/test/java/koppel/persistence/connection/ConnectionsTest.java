package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;
import koppel.connection.NewConnection;
import koppel.connection.RevokedConnection;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.SoftwarePackage;
import koppel.softwarepackage.SoftwarePackages;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final Installation koppel = Installation.get();
    private final Connections connections = koppel.use(Connections.class);
    private final Company company = Company.create();

    private static NewConnection books(String softwarePackage, String administration) {
        return new NewConnection(softwarePackage, null, null, null, administration, null, true);
    }

    private Optional<Connections.Overview> overview(ConnectionId id) {
        return koppel.in(() -> connections.overview(id, company.administrator().id()));
    }

    @Test
    void aConnectionIsFoundAgainAsItWasAdded() {
        IssuedConnection issued =
                company.issue(new NewConnection("yuki", " Our Yuki ", "explicit", 60, "main", null, true));

        assertThat(overview(issued.connection().id())).hasValueSatisfying(overview -> {
            assertThat(overview.connection()).isEqualTo(issued.connection());
            assertThat(overview.connection().facts().name()).isEqualTo("Our Yuki");
            assertThat(overview.appKey()).contains(issued.keys().orElseThrow().appKey());
            assertThat(overview.service().administration()).contains("main");
            assertThat(overview.service().software()).isEqualTo("yuki");
            assertThat(overview.service().salesInvoices()).isTrue();
            assertThat(overview.waiting()).isZero();
            assertThat(overview.followedBy()).isEmpty();
            assertThat(overview.lastUsedOn()).isEmpty();
        });
    }

    @Test
    void aConnectionIsNobodyElses() {
        ConnectionId id = company.connect("yuki").connection();
        Company stranger = Company.create();

        assertThat(koppel.in(
                        () -> connections.overview(id, stranger.administrator().id())))
                .isEmpty();
        assertThat(koppel.in(
                        () -> connections.ofMember(id, stranger.administrator().id())))
                .isEmpty();
        assertThat(koppel.in(() -> connections.lockOfAdministrator(
                        id, stranger.administrator().id())))
                .isEmpty();
        assertThat(koppel.in(() ->
                        connections.lockOfOrganisation(stranger.organisation().id(), id)))
                .isEmpty();
    }

    @Test
    void aMemberWhoIsNoAdministratorSeesAConnectionButLocksNone() {
        ConnectionId id = company.connect("yuki").connection();
        Database.get()
                .execute(
                        "UPDATE organisation_member SET role = 'member' WHERE organisation_id = ?",
                        company.organisation().id().number());

        assertThat(overview(id)).isPresent();
        assertThat(koppel.in(() -> connections.lockOfAdministrator(
                        id, company.administrator().id())))
                .isEmpty();
    }

    @Test
    void anActiveConnectionIsNeitherReconnectedNorDeleted() {
        ConnectionId active = company.connect("yuki").connection();

        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.reconnect(active));
        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.delete(active));
    }

    @Test
    void aDeletedConnectionLeavesTheListsAndStaysInTheTables() {
        ConnectionId id = company.connect("yuki").connection();
        company.revoke(id);
        company.delete(id);

        assertThat(overview(id)).isEmpty();
        assertThat(koppel.in(() -> connections.overviews(company.organisation().id())))
                .isEmpty();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.delete(id));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.reconnect(id));
        assertThat(Database.get().texts("SELECT state FROM connection WHERE connection_id = ?", id.value()))
                .containsExactly("deleted");
    }

    @Test
    void theNewestConnectionIsListedFirstWithWhatWaits() {
        ConnectionId first = company.connect("yuki").connection();
        ConnectionId second = company.connect("basecone").connection();
        company.receive(3);

        List<Connections.Overview> overviews =
                koppel.in(() -> connections.overviews(company.organisation().id()));

        assertThat(overviews).extracting(overview -> overview.connection().id()).containsExactly(second, first);
        assertThat(overviews).extracting(Connections.Overview::waiting).containsExactly(3L, 3L);
    }

    @Test
    void whoWaitsForALockSeesWhatTheOtherLeftAlsoWhenItLookedBefore() throws Exception {
        ConnectionId id = company.connect("yuki").connection();
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch revoked = new CountDownLatch(1);

        List<Threads.Outcome<Connection>> outcomes = Threads.atOnce(List.<Callable<Connection>>of(
                () -> koppel.in(() -> {
                    Connection before = connections
                            .ofMember(id, company.administrator().id())
                            .orElseThrow();
                    assertThat(before).isInstanceOf(ActiveConnection.class);
                    looked.countDown();
                    await(revoked);
                    return connections
                            .lockOfAdministrator(id, company.administrator().id())
                            .orElseThrow();
                }),
                () -> {
                    await(looked);
                    company.revoke(id);
                    revoked.countDown();
                    return null;
                }));

        assertThat(outcomes.get(0).failure()).isNull();
        assertThat(outcomes.get(0).result()).isInstanceOf(RevokedConnection.class);
    }

    @Test
    void aLockOnAConnectionHindersNobodyWhoOnlyRefersToIt() {
        AccountingPackage yuki = company.connect("yuki");
        company.receive();

        koppel.doing(() -> {
            assertThat(connections.lockOfAdministrator(
                            yuki.connection(), company.administrator().id()))
                    .isPresent();
            // the first retrieval notes the time in a row that refers to the connection
            List<Threads.Outcome<byte[]>> outcomes =
                    Threads.atOnce(1, i -> yuki.download(yuki.listed().get(0)));
            assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        });
    }

    @Test
    void everyPackageOfTheCatalogueCanBeConnected() {
        List<SoftwarePackage> catalogue = koppel.in(koppel.use(SoftwarePackages.class)::all);

        assertThat(catalogue)
                .extracting(SoftwarePackage::id)
                .startsWith("basecone", "exact-multivers", "whitevision", "yuki", "radar");
        IntStream.range(0, catalogue.size()).forEach(i -> assertThat(
                        company.issue(books(catalogue.get(i).id(), "a" + i)).connection())
                .isNotNull());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
