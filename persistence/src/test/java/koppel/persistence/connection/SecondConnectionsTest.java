package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;
import koppel.connection.NewConnection;
import koppel.connection.RevokedConnection;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.WrongState;
import org.junit.jupiter.api.Test;

/** One active connection for each organisation, software and administration; Autopilot beside no other. */
class SecondConnectionsTest {

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
        withKeysToExactOnline(() -> {
            company.issue(books("exact-online-keys", "main"));
            assertThatExceptionOfType(WrongState.class)
                    .isThrownBy(() -> company.issue(books("exact-online-autopilot", null)));

            Company other = Company.create();
            other.issue(books("exact-online-autopilot", null));
            assertThatExceptionOfType(WrongState.class)
                    .isThrownBy(() -> other.issue(books("exact-online-keys", "main")));
        });
    }

    @Test
    void theFirstOfManyKeysAndAutopilotsAtOnceDecidesWhichKindIsConnected() {
        withKeysToExactOnline(() -> {
            List<Threads.Outcome<IssuedConnection>> outcomes = Threads.atOnce(
                    20,
                    i -> company.issue(
                            i % 2 == 0
                                    ? books("exact-online-autopilot", null)
                                    : books("exact-online-keys", "books " + i)));

            List<String> won = outcomes.stream()
                    .filter(Threads.Outcome::succeeded)
                    .map(outcome -> outcome.result().connection().facts().softwarePackage())
                    .toList();
            assertThat(won.stream().distinct()).hasSize(1);
            assertThat(won).hasSize(won.get(0).equals("exact-online-keys") ? 10 : 1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.succeeded())
                    .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(WrongState.class));
            assertThat(koppel.in(
                            () -> connections.overviews(company.organisation().id())))
                    .hasSize(won.size());
        });
    }

    /** While the catalogue has a package with keys to the software that Autopilot connects. */
    private static void withKeysToExactOnline(Runnable work) {
        Database.get().execute("""
                INSERT INTO software_package VALUES
                    ('exact-online-keys', 'Exact Online', 'Exact', 'exact-online', true, false, false, true, 'keys', 99)
                ON CONFLICT DO NOTHING""");
        try {
            work.run();
        } finally {
            Database.get()
                    .execute(
                            "UPDATE connection SET software_package_id = 'own-app' WHERE software_package_id = 'exact-online-keys'");
            Database.get().execute("DELETE FROM software_package WHERE software_package_id = 'exact-online-keys'");
        }
    }
}
