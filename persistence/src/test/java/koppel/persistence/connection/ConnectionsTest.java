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

    private static NewConnection following(String softwarePackage, ConnectionId followed) {
        return new NewConnection(softwarePackage, null, null, null, null, followed.toString(), true);
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
    void aSecondConnectionToTheSameAdministrationIsRefusedAndNamesTheFirst() {
        ConnectionId first = company.issue(books("yuki", "main")).connection().id();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.issue(books("yuki", "main")))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("connection-exists");
                    assertThat(refused.details()).containsEntry("connectionId", first.toString());
                });
        assertThat(koppel.in(() -> connections.overviews(company.organisation().id())))
                .hasSize(1);
    }

    @Test
    void otherAdministrationsAndOtherSoftwareMayBeConnectedBeside() {
        company.issue(books("yuki", "main"));
        company.issue(books("yuki", "holding"));
        company.issue(books("basecone", "main"));

        assertThat(koppel.in(() -> connections.overviews(company.organisation().id())))
                .hasSize(3);
    }

    @Test
    void withoutAnAdministrationASecondOneIsAllowedAndWarned() {
        company.connect("yuki");

        assertThat(company.issue(books("yuki", null)).warnings()).hasSize(1);
    }

    @Test
    void afterARevocationTheAdministrationIsFreeAgain() {
        ConnectionId first = company.issue(books("yuki", "main")).connection().id();
        company.revoke(first);
        ConnectionId second = company.issue(books("yuki", "main")).connection().id();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aReconnectionIsRefusedWhileAnotherHasItsAdministrationAndNamesIt() {
        ConnectionId first = company.issue(books("yuki", "main")).connection().id();
        ConnectionId older = company.issue(books("basecone", "x")).connection().id();
        company.revoke(first);
        company.revoke(older);
        // follows the other one, so that the first is not followed
        ConnectionId second = company.issue(new NewConnection("yuki", null, null, null, "main", older.toString(), true))
                .connection()
                .id();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.reconnect(first))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("connection-exists");
                    assertThat(refused.details()).containsEntry("connectionId", second.toString());
                });
        assertThat(overview(first).orElseThrow().connection()).isInstanceOf(RevokedConnection.class);
    }

    @Test
    void ofFiftyWhoConnectTheSameAdministrationAtOnceExactlyOneDoes() {
        List<Threads.Outcome<IssuedConnection>> outcomes =
                Threads.atOnce(50, i -> company.issue(books("yuki", "main")));

        List<Threads.Outcome<IssuedConnection>> won =
                outcomes.stream().filter(Threads.Outcome::succeeded).toList();
        assertThat(won).hasSize(1);
        String first = won.get(0).result().connection().id().toString();
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .hasSize(49)
                .allSatisfy(outcome -> assertThat(outcome.failure())
                        .isInstanceOfSatisfying(WrongState.class, refused -> assertThat(refused.details())
                                .containsEntry("connectionId", first)));
        assertThat(koppel.in(() -> connections.overviews(company.organisation().id())))
                .hasSize(1);
    }

    @Test
    void autopilotSuffersNoOtherConnectionToItsSoftware() {
        ConnectionId first = company.issue(books("exact-online-autopilot", null))
                .connection()
                .id();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.issue(books("exact-online-autopilot", "main")))
                .satisfies(refused -> assertThat(refused.details()).containsEntry("connectionId", first.toString()));
        assertThat(koppel.in(() -> connections.ofMember(
                                first, company.administrator().id()))
                        .orElseThrow()
                        .generation())
                .isZero();
    }

    @Test
    void aPackageWithKeysIsRefusedBesideAutopilotAndTheOtherWayRound() {
        Database.get().execute("""
                INSERT INTO software_package VALUES
                    ('exact-online-keys', 'Exact Online', 'Exact', 'exact-online', true, false, false, true, 'keys', 99)
                ON CONFLICT DO NOTHING""");
        try {
            company.issue(books("exact-online-keys", "main"));
            assertThatExceptionOfType(WrongState.class)
                    .isThrownBy(() -> company.issue(books("exact-online-autopilot", null)));

            Company other = Company.create();
            other.issue(books("exact-online-autopilot", null));
            assertThatExceptionOfType(WrongState.class)
                    .isThrownBy(() -> other.issue(books("exact-online-keys", "main")));
        } finally {
            Database.get()
                    .execute(
                            "UPDATE connection SET software_package_id = 'own-app' WHERE software_package_id = 'exact-online-keys'");
            Database.get().execute("DELETE FROM software_package WHERE software_package_id = 'exact-online-keys'");
        }
    }

    @Test
    void aNewConnectionFollowsTheNewestRevokedOneOfItsDirection() {
        ConnectionId older = company.connect("basecone").connection();
        ConnectionId newer = company.connect("whitevision").connection();
        ConnectionId sender = company.connect("radar").connection();
        company.revoke(older);
        company.revoke(newer);
        company.revoke(sender);

        IssuedConnection created = company.issue(books("yuki", null));

        assertThat(created.connection().facts().follows()).contains(newer);
        assertThat(overview(newer).orElseThrow().followedBy())
                .contains(created.connection().id());
        assertThat(company.issue(books("yuki", null)).connection().facts().follows())
                .contains(older);
        assertThat(company.issue(books("yuki", null)).connection().facts().follows())
                .isEmpty();
    }

    @Test
    void theSamePackageIsFollowedFirst() {
        ConnectionId same = company.connect("yuki").connection();
        ConnectionId newer = company.connect("basecone").connection();
        company.revoke(same);
        company.revoke(newer);

        assertThat(company.issue(books("yuki", null)).connection().facts().follows())
                .contains(same);
    }

    @Test
    void aDeletedConnectionIsFollowedToo() {
        ConnectionId deleted = company.connect("yuki").connection();
        company.revoke(deleted);
        company.delete(deleted);

        assertThat(company.issue(books("basecone", null)).connection().facts().follows())
                .contains(deleted);
    }

    @Test
    void whatOnlySendsFollowsNothing() {
        company.revoke(company.connect("yuki").connection());

        assertThat(company.issue(books("radar", null)).connection().facts().follows())
                .isEmpty();
    }

    @Test
    void aConnectionIsFollowedOnce() {
        ConnectionId revoked = company.connect("yuki").connection();
        company.revoke(revoked);
        company.issue(following("basecone", revoked));

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.issue(following("whitevision", revoked)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("connection-followed"));
    }

    @Test
    void anActiveConnectionIsNotFollowed() {
        ConnectionId active = company.connect("yuki").connection();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.issue(following("basecone", active)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("connection-active"));
    }

    @Test
    void aConnectionOfAnotherOrganisationIsNotFollowed() {
        Company stranger = Company.create();
        ConnectionId foreign = stranger.connect("yuki").connection();
        stranger.revoke(foreign);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.issue(following("yuki", foreign)));
    }

    @Test
    void ofSeveralWhoFollowByNameAtOnceOneDoes() {
        ConnectionId revoked = company.connect("yuki").connection();
        company.revoke(revoked);

        List<Threads.Outcome<IssuedConnection>> outcomes =
                Threads.atOnce(8, i -> company.issue(following("basecone", revoked)));

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(outcome -> assertThat(
                        outcome.failure())
                .isInstanceOfSatisfying(
                        WrongState.class, refused -> assertThat(refused.code()).isEqualTo("connection-followed")));
    }

    @Test
    void ofSeveralWhoFollowByTheRuleAtOnceEachFollowsAnotherOrNone() {
        ConnectionId one = company.connect("yuki").connection();
        ConnectionId two = company.connect("yuki").connection();
        company.revoke(one);
        company.revoke(two);

        List<Threads.Outcome<IssuedConnection>> outcomes =
                Threads.atOnce(8, i -> company.issue(books("yuki", "administration " + i)));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.result().connection().facts().follows())
                        .flatMap(Optional::stream))
                .containsExactlyInAnyOrder(one, two);
    }

    @Test
    void aFollowedConnectionIsNotReconnected() {
        ConnectionId revoked = company.connect("yuki").connection();
        company.revoke(revoked);
        ConnectionId follower = company.connect("basecone").connection();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> company.reconnect(revoked))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("connection-followed");
                    assertThat(refused.details()).containsEntry("followedBy", follower.toString());
                });
    }

    @Test
    void ofFollowingAndReconnectingAtOnceOneSucceeds() {
        for (int round = 0; round < 5; round++) {
            Company contested = Company.create();
            ConnectionId revoked = contested.connect("yuki").connection();
            contested.revoke(revoked);

            List<Callable<Object>> both =
                    List.of(() -> contested.reconnect(revoked), () -> contested.issue(following("basecone", revoked)));
            List<Threads.Outcome<Object>> outcomes = Threads.atOnce(both);

            assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        }
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
