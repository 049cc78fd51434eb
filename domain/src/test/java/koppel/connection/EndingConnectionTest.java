package koppel.connection;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.organisation.Bakery;
import koppel.shared.NotFound;
import koppel.shared.SetClock;
import koppel.shared.WrongState;
import koppel.softwarepackage.Catalogue;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

/** Revoking, deleting and reconnecting. */
class EndingConnectionTest {

    private final Desk desk = new Desk();
    private final IssuedConnection first = desk.create(Catalogue.BASECONE);
    private final ConnectionId id = first.connection().id();

    @Test
    void fromTheRevocationOnNoCallSucceedsAndTheQueuesAreClosed() {
        desk.queues.put(id, 17);

        RevokingConnection.Revoked revoked = desk.revoking.revoke(ADMINISTRATOR, id);

        assertThat(revoked.withdrawn()).isEqualTo(17);
        assertThat(revoked.connection().revokedAt()).isEqualTo(SetClock.START);
        assertThat(desk.connections.get(id)).isEqualTo(revoked.connection());
        assertThat(desk.call(first)).isEqualTo(new Authentication.Revoked(SetClock.START));
        assertThat(desk.queues.isOpen(id)).isFalse();
        assertThat(desk.connections.ends()).containsExactly(Connections.KeysEnded.REVOKED);
    }

    @Test
    void theAuditTellsOfTheRevocationAndHowMuchWaits() {
        desk.queues.put(id, 17);
        desk.revoking.revoke(ADMINISTRATOR, id);

        assertThat(desk.audit.last().act()).isEqualTo("connection.revoked");
        assertThat(desk.audit.last().connection()).contains(id.value());
        assertThat(desk.audit.last().details()).isEqualTo(Map.of("generation", 1, "withdrawn", 17L));
    }

    @Test
    void revokingEndsARunningOverlapToo() {
        IssuedConnection renewed = desk.renewing.renew(ADMINISTRATOR, id, 3600, false);
        desk.revoking.revoke(ADMINISTRATOR, id);

        assertThat(desk.call(first)).isNotInstanceOf(Authentication.Authenticated.class);
        assertThat(desk.call(renewed)).isInstanceOf(Authentication.Revoked.class);
    }

    @Test
    void revokingTwiceIsRefusedAndTellsSinceWhen() {
        desk.revoking.revoke(ADMINISTRATOR, id);
        desk.clock.advance(Duration.ofHours(1));

        desk.assertWrongState(id, "connection-not-active", () -> desk.revoking.revoke(ADMINISTRATOR, id));
        assertThatThrownBy(() -> desk.revoking.revoke(ADMINISTRATOR, id))
                .isInstanceOfSatisfying(WrongState.class, refused -> assertThat(refused.details())
                        .isEqualTo(Map.of("state", "revoked", "revokedOn", SetClock.START.toString())));
    }

    @Test
    void whoIsNoAdministratorThereFindsNoConnectionToRevokeDeleteOrReconnect() {
        for (Actor actor : List.of(Bakery.MEMBER, Bakery.STRANGER)) {
            desk.assertNotFound(id, () -> desk.revoking.revoke(actor, id));
            desk.assertNotFound(id, () -> desk.deleting.delete(actor, id));
            desk.assertNotFound(id, () -> desk.reconnecting.reconnect(actor, id, true));
        }
    }

    @Test
    void aConnectionThatNeverWasIsNotFound() {
        ConnectionId nothing = ConnectionId.next();

        desk.assertNotFound(nothing, () -> desk.revoking.revoke(ADMINISTRATOR, nothing));
        desk.assertNotFound(nothing, () -> desk.deleting.delete(ADMINISTRATOR, nothing));
        desk.assertNotFound(nothing, () -> desk.reconnecting.reconnect(ADMINISTRATOR, nothing, true));
        desk.assertNotFound(nothing, () -> desk.renewing.renew(ADMINISTRATOR, nothing, 0, false));
    }

    @Test
    void onlyARevokedConnectionIsDeletedOrReconnected() {
        desk.assertWrongState(id, "connection-active", () -> desk.deleting.delete(ADMINISTRATOR, id));
        desk.assertWrongState(id, "connection-active", () -> desk.reconnecting.reconnect(ADMINISTRATOR, id, true));
    }

    @Test
    void aDeletedConnectionIsGoneForEveryAct() {
        desk.revoking.revoke(ADMINISTRATOR, id);
        desk.clock.advance(Duration.ofHours(1));
        desk.deleting.delete(ADMINISTRATOR, id);

        assertThat(desk.connections.get(id))
                .isEqualTo(new DeletedConnection(
                        first.connection().facts(), 1, SetClock.START, SetClock.START.plusSeconds(3600)));
        assertThat(desk.audit.last().act()).isEqualTo("connection.deleted");
        assertThat(desk.audit.last().connection()).contains(id.value());
        desk.assertNotFound(id, () -> desk.deleting.delete(ADMINISTRATOR, id));
        desk.assertNotFound(id, () -> desk.revoking.revoke(ADMINISTRATOR, id));
        desk.assertNotFound(id, () -> desk.reconnecting.reconnect(ADMINISTRATOR, id, true));
        assertThatThrownBy(() -> desk.viewing.one(ADMINISTRATOR, id)).isInstanceOf(NotFound.class);
        assertThat(desk.call(first)).isEqualTo(new Authentication.Revoked(SetClock.START));
    }

    @Test
    void reconnectingKeepsTheIdAndMakesTheNextGeneration() {
        desk.revoking.revoke(ADMINISTRATOR, id);

        IssuedConnection again = desk.reconnecting.reconnect(ADMINISTRATOR, id, true);

        assertThat(again.connection().id()).isEqualTo(id);
        assertThat(again.connection().generation()).isEqualTo(2);
        assertThat(desk.call(again)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(desk.call(first)).isEqualTo(new Authentication.Superseded(SetClock.START));
        assertThat(desk.queues.isDue(id)).isTrue();
        assertThat(desk.audit.last().act()).isEqualTo("connection.reconnected");
        assertThat(desk.audit.last().details()).isEqualTo(Map.of("generation", 2, "reoffer", true));
    }

    @Test
    void reconnectingWithoutReofferLeavesWhatWaits() {
        desk.revoking.revoke(ADMINISTRATOR, id);

        desk.reconnecting.reconnect(ADMINISTRATOR, id, false);

        assertThat(desk.queues.isOpen(id)).isTrue();
        assertThat(desk.queues.isDue(id)).isFalse();
    }

    @Test
    void autopilotIsReconnectedWithoutKeys() {
        ConnectionId autopilot =
                desk.createRevoked(Catalogue.AUTOPILOT).connection().id();

        IssuedConnection again = desk.reconnecting.reconnect(ADMINISTRATOR, autopilot, true);

        assertThat(again.keys()).isEmpty();
        assertThat(desk.connections.get(autopilot)).isInstanceOf(ActiveConnection.class);
    }

    @Test
    void aFollowedConnectionIsNotReconnectedAndNamesItsFollower() {
        desk.revoking.revoke(ADMINISTRATOR, id);
        ConnectionId follower = desk.create(Catalogue.YUKI).connection().id();

        desk.assertWrongState(id, "connection-followed", () -> desk.reconnecting.reconnect(ADMINISTRATOR, id, true));
        assertThatThrownBy(() -> desk.reconnecting.reconnect(ADMINISTRATOR, id, true))
                .isInstanceOfSatisfying(WrongState.class, refused -> assertThat(refused.details())
                        .containsEntry("followedBy", follower.toString()));
    }
}
