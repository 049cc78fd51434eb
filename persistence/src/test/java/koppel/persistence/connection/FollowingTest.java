package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;
import koppel.connection.NewConnection;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import org.junit.jupiter.api.Test;

/** Which connection a new one follows, and that each is followed once. */
class FollowingTest {

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
    void whatOnlySendsFollowsNothingThatRetrieved() {
        company.revoke(company.connect("yuki").connection());
        company.revoke(company.connect("exact-multivers").connection());

        assertThat(company.issue(books("radar", null)).connection().facts().follows())
                .isEmpty();
    }

    @Test
    void whatOnlySendsFollowsWhatOnlySent() {
        ConnectionId radar = company.connect("radar").connection();
        company.revoke(radar);
        company.delete(radar);

        assertThat(company.issue(books("exact-multivers", null))
                        .connection()
                        .facts()
                        .follows())
                .isEmpty();
        assertThat(company.issue(books("radar", null)).connection().facts().follows())
                .contains(radar);
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
}
