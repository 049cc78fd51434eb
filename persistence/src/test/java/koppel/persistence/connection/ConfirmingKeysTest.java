package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import koppel.connection.ConfirmingKeys;
import koppel.connection.KeyHolder;
import koppel.connection.NewConnection;
import koppel.connection.RecentHolder;
import koppel.connection.RenewingKeys;
import koppel.connection.StillValidKeys.Serving;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.softwarepackage.SoftwarePackage.Directions;
import org.junit.jupiter.api.Test;

/** What one statement confirms is what the look-up says, and nothing as soon as the keys are no longer valid. */
class ConfirmingKeysTest {

    private final Installation koppel = Installation.get();
    private final ConfirmingKeys confirming = koppel.use(ConfirmingKeys.class);
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connect("yuki");
    private final RecentHolder recent = new RecentHolder(yuki.holder());
    private final String party = company.partyId().toString();

    private void assertThatNothingIsConfirmedOf(RecentHolder who) {
        assertThat(confirming.holder(who)).isEmpty();
        assertThat(confirming.serving(who, party)).isEmpty();
    }

    @Test
    void theHolderAndTheOrganisationAreThoseOfTheLookUp() {
        assertThat(confirming.holder(recent)).contains(yuki.holder());
        assertThat(confirming.serving(recent, party)).contains(new Serving(yuki.holder(), company.organisation()));
        assertThat(confirming.serving(recent, "NL:KVK:" + party.substring(party.indexOf(':') + 1)))
                .isPresent();
    }

    @Test
    void whatWasChosenForAnOwnAppIsConfirmedTooAndSoIsExplicitAcknowledgement() {
        for (Directions chosen :
                new Directions[] {new Directions(true, false, false), new Directions(false, true, true)}) {
            Company another = Company.create();
            KeyHolder app = another.connect(
                            new NewConnection("own-app", "Ours", "explicit", 60, null, null, true, Optional.of(chosen)))
                    .holder();

            assertThat(app.softwarePackage().directions()).isEqualTo(chosen);
            assertThat(confirming.holder(new RecentHolder(app))).contains(app);
        }
    }

    @Test
    void whatHasChangedSinceTheLookUpIsToldAsItIsNow() {
        Database.get()
                .execute(
                        "UPDATE connection SET name = 'Renamed', lease_seconds = 77 WHERE connection_id = ?",
                        yuki.connection().value());

        KeyHolder now = confirming.serving(recent, party).orElseThrow().holder();

        assertThat(now.connectionName()).isEqualTo("Renamed");
        assertThat(now.lease()).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void revokedKeysAreNotConfirmedAlsoNotAfterAReconnectOrADeletion() {
        company.revoke(yuki.connection());
        assertThatNothingIsConfirmedOf(recent);

        AccountingPackage again = company.reconnect(yuki.connection());
        assertThatNothingIsConfirmedOf(recent);
        RecentHolder renewed = new RecentHolder(again.holder());
        assertThat(confirming.holder(renewed)).contains(again.holder());

        company.revoke(yuki.connection());
        company.delete(yuki.connection());
        assertThatNothingIsConfirmedOf(renewed);
    }

    @Test
    void supersededKeysAreConfirmedUntilTheirOverlapEnds() {
        koppel.in(() -> koppel.use(RenewingKeys.class).renew(company.administrator(), yuki.connection(), 3600, false));

        assertThat(confirming.holder(recent)).isPresent();
        koppel.clock().advance(Duration.ofHours(1));
        assertThatNothingIsConfirmedOf(recent);
    }

    @Test
    void anotherOrganisationACompanyIdAndNonsenseAreAnsweredWithNothing() {
        Company other = Company.create();
        other.connect("yuki");

        assertThat(confirming.serving(recent, other.partyId().toString())).isEmpty();
        assertThat(confirming.serving(recent, "0106:00000000")).isEmpty();
        assertThat(confirming.serving(recent, company.organisation().companyId().toString()))
                .isEmpty();
        assertThat(confirming.serving(recent, "drop table")).isEmpty();
    }
}
