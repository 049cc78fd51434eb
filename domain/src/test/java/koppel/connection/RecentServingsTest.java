package koppel.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import koppel.connection.StillValidKeys.Serving;
import koppel.document.PostOffice;
import koppel.organisation.Bakery;
import koppel.organisation.PartyId;
import koppel.shared.SetClock;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

class RecentServingsTest {

    private static final PartyId PARTY = PartyId.parse("0106:12345678");

    private final SetClock clock = new SetClock();
    private final RecentServings servings = new RecentServings(clock);
    private final Bakery town = new Bakery();
    private final KeyHolder holder = PostOffice.holder(town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
    private final RecentHolder recent = new RecentHolder(holder);
    private final Serving serving = new Serving(holder, town.mill);

    @Test
    void whatKeysServeIsKnownForAMinuteUnderThePartyIdThatNamedIt() {
        servings.remember(PARTY, serving);

        assertThat(servings.of(recent, PARTY)).contains(serving);
        assertThat(servings.of(recent, PartyId.parse("NL:KVK:12345678"))).contains(serving);
        assertThat(servings.of(recent, PartyId.parse("0106:87654321"))).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(servings.of(recent, PARTY)).isEmpty();
    }

    @Test
    void othersAndOtherGenerationsOfTheSameConnectionAreNotKnown() {
        servings.remember(PARTY, serving);
        KeyHolder renewed = new KeyHolder(
                holder.connection(),
                holder.owner(),
                2,
                holder.connectionName(),
                holder.softwarePackage(),
                holder.acknowledgement(),
                holder.lease());

        assertThat(servings.of(new RecentHolder(renewed), PARTY)).isEmpty();
        assertThat(servings.of(
                        new RecentHolder(
                                PostOffice.holder(town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD)),
                        PARTY))
                .isEmpty();
    }

    @Test
    void whatWasRefusedIsForgotten() {
        servings.remember(PARTY, serving);

        servings.forget(recent, PARTY);

        assertThat(servings.of(recent, PARTY)).isEmpty();
    }
}
