package koppel.connection;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SeededRandom;
import koppel.shared.SetClock;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

class AuthenticatingKeysTest {

    private static final Authentication UNKNOWN = new Authentication.Unknown();

    private final Desk desk = new Desk();
    private final IssuedConnection issued = desk.create(Catalogue.BASECONE);
    private final ConnectionId id = issued.connection().id();
    private final String appKey =
            issued.keys().map(KeySet::appKey).orElseThrow().value();
    private final String secret =
            issued.keys().map(KeySet::secret).orElseThrow().reveal();
    private final String wrong = Secret.generate(new SeededRandom(99)).reveal();

    @Test
    void theHolderIsWhatTheConnectionSays() {
        assertThat(desk.authenticating.byKeys(appKey, secret))
                .isEqualTo(new Authentication.Authenticated(new KeyHolder(
                        id,
                        desk.town.bakery.id(),
                        1,
                        "Basecone",
                        Catalogue.BASECONE,
                        Acknowledgement.ON_DOWNLOAD,
                        ConnectionFacts.DEFAULT_LEASE)));
        assertThat(desk.authenticating.byToken(id, 1)).isEqualTo(desk.authenticating.byKeys(appKey, secret));
    }

    @Test
    void useIsNoted() {
        desk.clock.advance(Duration.ofMinutes(5));
        desk.authenticating.byKeys(appKey, secret);

        assertThat(desk.connections.lastUsed(id)).contains(SetClock.START.plusSeconds(300));
    }

    @Test
    void aWrongSecretAnUnknownAppKeyAndNonsenseAreAllUnknownAndNoUse() {
        assertThat(desk.authenticating.byKeys(appKey, wrong)).isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byKeys(
                        AppKey.generate(new SeededRandom(98)).value(), secret))
                .isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byKeys(appKey, "nonsense")).isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byKeys("nonsense", secret)).isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byKeys(secret, appKey)).isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byKeys(null, null)).isEqualTo(UNKNOWN);
        assertThat(desk.connections.lastUsed(id)).isEmpty();
    }

    @Test
    void theSecretOfAnotherConnectionIsAWrongOne() {
        IssuedConnection other = desk.create(Catalogue.YUKI);

        assertThat(desk.authenticating.byKeys(
                        appKey, other.keys().orElseThrow().secret().reveal()))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void onlyWhoseSecretIsRightLearnsOfTheRevocation() {
        desk.revoking.revoke(ADMINISTRATOR, id);

        assertThat(desk.authenticating.byKeys(appKey, secret)).isEqualTo(new Authentication.Revoked(SetClock.START));
        assertThat(desk.authenticating.byToken(id, 1)).isEqualTo(new Authentication.Revoked(SetClock.START));
        assertThat(desk.authenticating.byKeys(appKey, wrong)).isEqualTo(UNKNOWN);
        assertThat(desk.connections.lastUsed(id)).isEmpty();
    }

    @Test
    void onlyWhoseSecretIsRightLearnsThatItWasSuperseded() {
        desk.renewing.renew(ADMINISTRATOR, id, 0, false);

        assertThat(desk.authenticating.byKeys(appKey, secret)).isEqualTo(new Authentication.Superseded(SetClock.START));
        assertThat(desk.authenticating.byKeys(appKey, wrong)).isEqualTo(UNKNOWN);
        assertThat(desk.connections.lastUsed(id)).isEmpty();
    }

    @Test
    void aTokenOfAGenerationOrConnectionThatNeverWasIsUnknown() {
        assertThat(desk.authenticating.byToken(id, 2)).isEqualTo(UNKNOWN);
        assertThat(desk.authenticating.byToken(ConnectionId.next(), 1)).isEqualTo(UNKNOWN);
    }

    @Test
    void whatIsTriedInVainIsNotedAndAPackageThatGoesOnPollingIsNotNotedForEver() {
        desk.authenticating.byKeys(appKey, wrong);
        assertThat(desk.uses.of(id)).singleElement().satisfies(use -> assertThat(use.failures())
                .isEqualTo(1));

        desk.revoking.revoke(ADMINISTRATOR, id);
        for (int i = 0; i < 50; i++) {
            assertThat(desk.authenticating.byKeys(appKey, secret)).isInstanceOf(Authentication.Revoked.class);
        }
        assertThat(desk.uses.of(id)).hasSize(11);
    }

    @Test
    void whoeverHasTheRightSecretIsLetInHoweverOftenOthersFail() {
        for (int i = 0; i < 50; i++) {
            desk.authenticating.byKeys(appKey, wrong);
        }
        assertThat(desk.authenticating.byKeys(appKey, wrong)).isInstanceOf(Authentication.Throttled.class);
        assertThat(desk.authenticating.byKeys(appKey, secret)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void keysOfAnOlderPepperAreHashedAnewWhenTheyAreUsed() {
        Peppers rotated =
                Peppers.parse("q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80,seven horses cross the frozen river");
        AuthenticatingKeys authenticating = new AuthenticatingKeys(
                desk.connections, desk.uses, desk.attempts, new RecentKeys(rotated, desk.clock), rotated, desk.clock);

        authenticating.byKeys(appKey, wrong);
        assertThat(rotated.isCurrent(desk.connections.generations(id).get(0).hash()))
                .isFalse();

        authenticating.byKeys(appKey, secret);
        assertThat(rotated.isCurrent(desk.connections.generations(id).get(0).hash()))
                .isTrue();
        assertThat(authenticating.byKeys(appKey, secret)).isInstanceOf(Authentication.Authenticated.class);
    }
}
