package koppel.connection;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SeededRandom;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

class RecentKeysTest {

    private static final Caller OFFICE = new Caller("192.0.2.7", "package/1");
    private static final Caller ELSEWHERE = new Caller("192.0.2.8", "package/1");

    private final Desk desk = new Desk();
    private final IssuedConnection issued = desk.create(Catalogue.BASECONE);
    private final ConnectionId id = issued.connection().id();
    private final String appKey =
            issued.keys().map(KeySet::appKey).orElseThrow().value();
    private final String secret =
            issued.keys().map(KeySet::secret).orElseThrow().reveal();

    private Optional<KeyHolder> recent(String secret, Caller caller) {
        return desk.recent.byKeys(appKey, secret, caller.address()).map(RecentHolder::asItWas);
    }

    private KeyHolder authenticate() {
        return ((Authentication.Authenticated) desk.authenticating.byKeys(appKey, secret, OFFICE)).holder();
    }

    @Test
    void whoeverWasAuthenticatedIsKnownForAMinute() {
        assertThat(recent(secret, OFFICE)).isEmpty();

        KeyHolder holder = authenticate();
        assertThat(recent(secret, OFFICE)).contains(holder);

        desk.clock.advance(Duration.ofSeconds(59));
        assertThat(recent(secret, OFFICE)).contains(holder);
        desk.clock.advance(Duration.ofSeconds(1));
        assertThat(recent(secret, OFFICE)).isEmpty();
    }

    @Test
    void theSecretIsCheckedEachTime() {
        authenticate();

        assertThat(recent(Secret.generate(new SeededRandom(99)).reveal(), OFFICE))
                .isEmpty();
        assertThat(recent("nonsense", OFFICE)).isEmpty();
        assertThat(recent(appKey, OFFICE)).isEmpty();
        assertThat(recent(secret, OFFICE)).isPresent();
    }

    @Test
    void anotherAddressIsLookedUpSoThatItsUseIsNoted() {
        authenticate();

        assertThat(recent(secret, ELSEWHERE)).isEmpty();
    }

    @Test
    void aTokenIsKnownByItsGenerationAndNotByTheKeys() {
        authenticate();
        assertThat(desk.recent.byToken(id, 1, OFFICE.address())).isEmpty();

        desk.authenticating.byToken(id, 1, OFFICE);
        assertThat(desk.recent.byToken(id, 1, OFFICE.address())).isPresent();
        assertThat(desk.recent.byToken(id, 2, OFFICE.address())).isEmpty();
        assertThat(desk.recent.byToken(id, 1, ELSEWHERE.address())).isEmpty();
    }

    @Test
    void whoIsRefusedIsNotRemembered() {
        desk.revoking.revoke(ADMINISTRATOR, id);

        assertThat(desk.authenticating.byKeys(appKey, secret, OFFICE)).isInstanceOf(Authentication.Revoked.class);
        assertThat(desk.authenticating.byToken(id, 1, OFFICE)).isInstanceOf(Authentication.Revoked.class);
        assertThat(recent(secret, OFFICE)).isEmpty();
        assertThat(desk.recent.byToken(id, 1, OFFICE.address())).isEmpty();
    }
}
