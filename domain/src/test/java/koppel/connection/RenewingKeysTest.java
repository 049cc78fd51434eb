package koppel.connection;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.Connections.KeysEnded;
import koppel.organisation.Bakery;
import koppel.shared.InvalidInput;
import koppel.shared.SetClock;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

class RenewingKeysTest {

    private final Desk desk = new Desk();
    private final IssuedConnection old = desk.create(Catalogue.BASECONE);
    private final ConnectionId id = old.connection().id();

    @Test
    void theNewSetWorksAndTheOldOneIsDeadAtOnce() {
        IssuedConnection renewed = desk.renewing.renew(ADMINISTRATOR, id, 0, false);

        assertThat(renewed.connection().generation()).isEqualTo(2);
        assertThat(desk.call(renewed)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(desk.call(old)).isEqualTo(new Authentication.Superseded(SetClock.START));
        assertThat(desk.authenticating.byToken(id, 1)).isEqualTo(new Authentication.Superseded(SetClock.START));
        assertThat(desk.connections.ends()).containsExactly(KeysEnded.RENEWED);
    }

    @Test
    void withAnOverlapTheOldSetLivesUntilItsEnd() {
        IssuedConnection renewed = desk.renewing.renew(ADMINISTRATOR, id, 604_800, false);

        desk.clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(desk.call(old)).isInstanceOf(Authentication.Authenticated.class);
        desk.clock.advance(Duration.ofSeconds(1));
        assertThat(desk.call(old)).isInstanceOf(Authentication.Superseded.class);
        assertThat(desk.call(renewed)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void aCompromiseCutsARunningOverlapShort() {
        desk.renewing.renew(ADMINISTRATOR, id, 3600, false);
        desk.renewing.renew(ADMINISTRATOR, id, 0, true);

        assertThat(desk.call(old)).isInstanceOf(Authentication.Superseded.class);
        assertThat(desk.connections.ends()).containsExactly(KeysEnded.RENEWED, KeysEnded.COMPROMISED);
    }

    @Test
    void theAuditTellsHowAndNeverTheSecret() {
        IssuedConnection renewed = desk.renewing.renew(ADMINISTRATOR, id, 60, false);

        assertThat(desk.audit.last().act()).isEqualTo("connection.keys.renewed");
        assertThat(desk.audit.last().connection()).contains(id.value());
        assertThat(desk.audit.last().details())
                .containsEntry("generation", 2)
                .containsEntry("overlapSeconds", 60L)
                .containsEntry("compromised", false);
        assertThat(desk.audit.last().toString())
                .doesNotContain(renewed.keys().orElseThrow().secret().reveal());
    }

    @Test
    void anOverlapIsNeitherNegativeNorLongerThanAWeekNorGivenToCompromisedKeys() {
        assertOverlapRefused(-1, false, 1);
        assertOverlapRefused(604_801, false, 1);
        assertOverlapRefused(1, true, 1);
        assertOverlapRefused(604_801, true, 2);
        assertThat(desk.call(old)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void whoIsNoAdministratorThereFindsNoConnection() {
        desk.assertNotFound(id, () -> desk.renewing.renew(Bakery.MEMBER, id, 0, false));
        desk.assertNotFound(id, () -> desk.renewing.renew(Bakery.STRANGER, id, 0, false));
    }

    @Test
    void onlyAnActiveConnectionGetsNewKeysThisWay() {
        ConnectionId revoked = desk.createRevoked(Catalogue.YUKI).connection().id();
        ConnectionId deleted = desk.createDeleted(Catalogue.YUKI).connection().id();

        desk.assertWrongState(
                revoked, "connection-not-active", () -> desk.renewing.renew(ADMINISTRATOR, revoked, 0, false));
        desk.assertNotFound(deleted, () -> desk.renewing.renew(ADMINISTRATOR, deleted, 0, false));
    }

    @Test
    void aConnectionWithoutKeysHasNoneToRenew() {
        ConnectionId autopilot = desk.create(Catalogue.AUTOPILOT).connection().id();

        desk.assertWrongState(
                autopilot, "connection-without-keys", () -> desk.renewing.renew(ADMINISTRATOR, autopilot, 0, false));
    }

    private void assertOverlapRefused(long seconds, boolean compromised, int violations) {
        assertThatThrownBy(() -> desk.renewing.renew(ADMINISTRATOR, id, seconds, compromised))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .hasSize(violations)
                        .containsOnly("overlapSeconds"));
    }
}
