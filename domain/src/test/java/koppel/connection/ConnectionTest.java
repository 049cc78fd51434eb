package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.shared.OrganisationId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private enum Move {
        RENEW,
        REVOKE,
        RECONNECT,
        DELETE
    }

    @Test
    void aNewConnectionIsActiveWithItsFirstGeneration() {
        ActiveConnection created = Connection.create(facts(), true);
        assertThat(created.state()).isEqualTo("active");
        assertThat(created.generation()).isEqualTo(1);
        assertThat(created.revokedOn()).isNull();
    }

    @Test
    void aConnectionWithoutKeysHasNoGenerationAlsoAfterReconnecting() {
        ActiveConnection autopilot = Connection.create(facts(), false);
        assertThat(autopilot.generation()).isZero();
        assertThat(autopilot.revoked(NOW).reconnected().generation()).isZero();
    }

    @Test
    void renewingMakesTheNextGeneration() {
        assertThat(Connection.create(facts(), true).renewed().generation()).isEqualTo(2);
    }

    @Test
    void revokingKeepsTheGenerationAndTheMoment() {
        RevokedConnection revoked = Connection.create(facts(), true).revoked(NOW);
        assertThat(revoked.state()).isEqualTo("revoked");
        assertThat(revoked.generation()).isEqualTo(1);
        assertThat(revoked.revokedOn()).isEqualTo(NOW);
    }

    @Test
    void reconnectingMakesTheNextGenerationOfTheSameConnection() {
        ActiveConnection first = Connection.create(facts(), true);
        ActiveConnection reconnected = first.revoked(NOW).reconnected();
        assertThat(reconnected.id()).isEqualTo(first.id());
        assertThat(reconnected.generation()).isEqualTo(2);
    }

    @Test
    void deletingRemembersWhenItWasRevoked() {
        DeletedConnection deleted =
                Connection.create(facts(), true).revoked(NOW).deleted(NOW.plusSeconds(5));
        assertThat(deleted.state()).isEqualTo("deleted");
        assertThat(deleted.revokedOn()).isEqualTo(NOW);
        assertThat(deleted.deletedAt()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void aLeaseLastsSomeTime() {
        assertThatThrownBy(() -> facts(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whateverHappensTheIdStaysAndTheGenerationNeverFalls(@ForAll @Size(max = 30) List<Move> moves) {
        Connection connection = Connection.create(facts(), true);
        ConnectionId id = connection.id();
        int generation = connection.generation();
        Instant moment = NOW;
        for (Move move : moves) {
            moment = moment.plusSeconds(1);
            boolean wasActive = connection instanceof ActiveConnection;
            connection = apply(connection, move, moment);
            assertThat(connection.id()).isEqualTo(id);
            assertThat(connection.generation()).isBetween(generation, generation + 1);
            if (!wasActive && connection instanceof ActiveConnection) {
                assertThat(connection.generation()).isEqualTo(generation + 1);
            }
            assertThat(connection.revokedOn() == null).isEqualTo(connection instanceof ActiveConnection);
            generation = connection.generation();
        }
    }

    /** Only the moves that a state has as methods exist at all; any other leaves it as it is. */
    private static Connection apply(Connection connection, Move move, Instant moment) {
        if (connection instanceof ActiveConnection active) {
            return switch (move) {
                case RENEW -> active.renewed();
                case REVOKE -> active.revoked(moment);
                case RECONNECT, DELETE -> active;
            };
        }
        if (connection instanceof RevokedConnection revoked) {
            return switch (move) {
                case RECONNECT -> revoked.reconnected();
                case DELETE -> revoked.deleted(moment);
                case RENEW, REVOKE -> revoked;
            };
        }
        return connection;
    }

    private static ConnectionFacts facts() {
        return facts(ConnectionFacts.DEFAULT_LEASE);
    }

    private static ConnectionFacts facts(Duration lease) {
        return new ConnectionFacts(
                ConnectionId.next(),
                new OrganisationId(1),
                "basecone",
                "Basecone",
                Acknowledgement.ON_DOWNLOAD,
                lease,
                Optional.empty(),
                NOW);
    }
}
