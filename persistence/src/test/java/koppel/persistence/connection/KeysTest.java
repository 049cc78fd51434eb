package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;
import koppel.connection.RenewingKeys;
import koppel.connection.ViewingConnections;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.SecretHash;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import org.junit.jupiter.api.Test;

class KeysTest {

    private final Installation koppel = Installation.get();
    private final Connections connections = koppel.use(Connections.class);
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connect("yuki");

    private IssuedConnection renew(Duration overlap, boolean compromised) {
        return koppel.in(() -> koppel.use(RenewingKeys.class)
                .renew(company.administrator(), yuki.connection(), overlap.toSeconds(), compromised));
    }

    private Authentication with(IssuedConnection issued) {
        KeySet keys = issued.keys().orElseThrow();
        return koppel.in(() -> koppel.use(AuthenticatingKeys.class)
                .byKeys(keys.appKey().value(), keys.secret().reveal()));
    }

    private Authentication token(ConnectionId connection, int generation) {
        return koppel.in(() -> koppel.use(AuthenticatingKeys.class).byToken(connection, generation));
    }

    @Test
    void theRightKeysAreKnownAndOthersAreNot() {
        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Authenticated.class);
        assertThat(koppel.in(() -> koppel.use(AuthenticatingKeys.class)
                        .byKeys(
                                yuki.keys().appKey().value(),
                                company.connect("basecone").keys().secret().reveal())))
                .isInstanceOf(Authentication.Unknown.class);
        assertThat(koppel.in(() -> connections.byAppKey(AppKey.generate(new SecureRandom()))))
                .isEmpty();
    }

    @Test
    void theSecretIsNowhereInTheDatabase() {
        String secret = yuki.keys().secret().reveal();

        assertThat(Database.get()
                        .texts(
                                "SELECT k::text FROM key_generation k WHERE connection_id = ?",
                                yuki.connection().value()))
                .hasSize(1)
                .noneMatch(row -> row.contains(secret) || row.contains(secret.substring(10, 30)));
    }

    @Test
    void aNewSetEndsTheOldOneAtOnceForKeysAndTokens() {
        IssuedConnection renewed = renew(Duration.ZERO, false);

        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Superseded.class);
        assertThat(token(yuki.connection(), 1)).isInstanceOf(Authentication.Superseded.class);
        assertThat(with(renewed)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(token(yuki.connection(), 2)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(token(yuki.connection(), 3)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void withAnOverlapBothSetsAreGoodUntilItEnds() {
        IssuedConnection renewed = renew(Duration.ofHours(1), false);

        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Authenticated.class);
        assertThat(with(renewed)).isInstanceOf(Authentication.Authenticated.class);

        koppel.clock().advance(Duration.ofHours(1));

        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Superseded.class);
        assertThat(with(renewed)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void aNewSetWithoutOverlapEndsAnOverlapThatRuns() {
        IssuedConnection second = renew(Duration.ofHours(1), false);
        renew(Duration.ZERO, true);

        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Superseded.class);
        assertThat(with(second)).isInstanceOf(Authentication.Superseded.class);
        assertThat(Database.get()
                        .texts(
                                "SELECT ended_why FROM key_generation WHERE connection_id = ? ORDER BY generation",
                                yuki.connection().value()))
                .containsExactly("compromised", "compromised", null);
    }

    @Test
    void theHistoryOfTheSetsIsToldToMembersNewestFirst() {
        renew(Duration.ofHours(1), false);
        renew(Duration.ofHours(5), false);

        assertThat(keySets(company))
                .extracting(Connections.KeySetFacts::generation, Connections.KeySetFacts::ended)
                .containsExactly(
                        tuple(3, Optional.empty()),
                        tuple(2, Optional.of(Connections.KeysEnded.RENEWED)),
                        tuple(1, Optional.of(Connections.KeysEnded.RENEWED)));
        Instant shortly = keySets(company).get(2).validUntil().orElseThrow();
        assertThat(keySets(company).get(1).validUntil().orElseThrow()).isAfter(shortly);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> keySets(Company.create()));
    }

    private List<Connections.KeySetFacts> keySets(Company looking) {
        return koppel.in(
                () -> koppel.use(ViewingConnections.class).keySets(looking.administrator(), yuki.connection()));
    }

    @Test
    void aLongerOverlapDoesNotProlongAnOlderOne() {
        renew(Duration.ofHours(1), false);
        renew(Duration.ofHours(5), false);

        koppel.clock().advance(Duration.ofHours(2));

        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Superseded.class);
    }

    @Test
    void aRevocationEndsEverySetAndTellsSince() {
        IssuedConnection second = renew(Duration.ofHours(1), false);
        company.revoke(yuki.connection());

        assertThat(with(second)).isInstanceOf(Authentication.Revoked.class);
        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Revoked.class);
        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> renew(Duration.ZERO, false));
    }

    @Test
    void afterAReconnectionOnlyTheNewestSetIsGood() {
        company.revoke(yuki.connection());
        AccountingPackage reconnected = company.reconnect(yuki.connection());

        assertThat(reconnected.holder().generation()).isEqualTo(2);
        assertThat(reconnected.authenticate()).isInstanceOf(Authentication.Authenticated.class);
        assertThat(yuki.authenticate()).isInstanceOf(Authentication.Superseded.class);
    }

    @Test
    void theHashCanBeMadeAnewAsLongAsTheSetIsCurrent() {
        Peppers newer = Peppers.parse(Peppers.newPepper(new SecureRandom()));
        SecretHash hash = newer.hash(yuki.keys().appKey(), yuki.keys().secret());

        koppel.doing(() -> connections.rehash(yuki.connection(), 1, hash));

        assertThat(koppel.in(() -> connections.byAppKey(yuki.keys().appKey()))
                        .orElseThrow()
                        .keys()
                        .hash())
                .isEqualTo(hash);
    }

    @Test
    void useIsNotedAtMostOnceAMinute() {
        Instant first = lastUsed();
        assertThat(first).isNotNull();

        yuki.authenticate();
        assertThat(lastUsed()).isEqualTo(first);

        koppel.clock().advance(Duration.ofSeconds(61));
        yuki.authenticate();
        assertThat(lastUsed()).isAfter(first);
    }

    private Instant lastUsed() {
        return koppel.in(() -> connections.overview(
                        yuki.connection(), company.administrator().id()))
                .orElseThrow()
                .lastUsedOn()
                .orElse(null);
    }

    @Test
    void theTimeOfTheLastRetrievalIsKept() {
        company.receive();
        yuki.download(yuki.listed().get(0));

        assertThat(koppel.in(() -> connections.overview(
                                yuki.connection(), company.administrator().id()))
                        .orElseThrow()
                        .lastRetrievedOn())
                .isPresent();
    }
}
