package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.keys.KeyGeneration.Standing;
import org.junit.jupiter.api.Test;

class KeyGenerationTest {

    private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MICRO = Duration.ofNanos(1_000);

    private final Peppers peppers = Peppers.parse("seven horses cross the frozen river");
    private final KeyIssuer issuer = new KeyIssuer(new SeededRandom(1), peppers);
    private final KeyGeneration current = issuer.issueFirst(NOON).generation();

    @Test
    void isCurrentUntilSomethingEndsIt() {
        assertThat(current.standingAt(NOON.plus(Duration.ofDays(10_000)))).isEqualTo(Standing.CURRENT);
        assertThat(current.isValidAt(NOON)).isTrue();
    }

    @Test
    void isValidForACheckerWhoseClockIsBehind() {
        assertThat(current.isValidAt(NOON.minus(HOUR))).isTrue();
    }

    @Test
    void endedNowItIsSupersededFromThatVeryMoment() {
        KeyGeneration ended = current.endingOn(NOON);

        assertThat(ended.standingAt(NOON)).isEqualTo(Standing.SUPERSEDED);
        assertThat(ended.isValidAt(NOON)).isFalse();
    }

    @Test
    void withAnOverlapItIsValidUntilItsEnd() {
        KeyGeneration overlapping = current.endingOn(NOON.plus(HOUR));

        assertThat(overlapping.standingAt(NOON)).isEqualTo(Standing.OVERLAPPING);
        assertThat(overlapping.isValidAt(NOON.plus(HOUR).minus(MICRO))).isTrue();
        assertThat(overlapping.standingAt(NOON.plus(HOUR))).isEqualTo(Standing.SUPERSEDED);
    }

    @Test
    void anOverlapIsCutShortButNeverExtended() {
        KeyGeneration overlapping = current.endingOn(NOON.plus(HOUR));

        assertThat(overlapping.endingOn(NOON).validUntil()).contains(NOON);
        assertThat(overlapping.endingOn(NOON.plus(HOUR).plus(HOUR)).validUntil())
                .contains(NOON.plus(HOUR));
    }

    @Test
    void generationsAreNumberedFromOne() {
        assertThat(current.number()).isEqualTo(1);
        assertThatThrownBy(() -> new KeyGeneration(0, current.appKey(), current.hash(), NOON, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextSetIsNewThroughout() {
        KeyIssuer.Issued first = issuer.issueFirst(NOON);
        KeyIssuer.Issued second = issuer.issueAfter(first.generation().endingOn(NOON), NOON.plus(HOUR));

        assertThat(second.generation().number()).isEqualTo(2);
        assertThat(second.generation().createdOn()).isEqualTo(NOON.plus(HOUR));
        assertThat(second.generation().validUntil()).isEmpty();
        assertThat(second.keySet().appKey())
                .isEqualTo(second.generation().appKey())
                .isNotEqualTo(first.keySet().appKey());
        assertThat(second.keySet().secret()).isNotEqualTo(first.keySet().secret());
        assertThat(peppers.verify(
                        second.generation().hash(),
                        second.keySet().appKey(),
                        second.keySet().secret()))
                .isTrue();
        assertThat(peppers.verify(
                        second.generation().hash(),
                        second.keySet().appKey(),
                        first.keySet().secret()))
                .isFalse();
    }

    @Test
    void neitherWhatIsKeptNorWhatWasIssuedShowsTheSecret() {
        KeyIssuer.Issued issued = issuer.issue(7, NOON);

        assertThat(issued.toString())
                .contains(issued.keySet().appKey().value())
                .doesNotContain(issued.keySet().secret().reveal())
                .doesNotContain(Secret.PREFIX);
    }
}
