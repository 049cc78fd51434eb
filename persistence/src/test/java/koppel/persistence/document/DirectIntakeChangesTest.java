package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import koppel.persistence.Company;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no longer as it was known a moment ago keeps an invoice from being stored in one round trip. */
class DirectIntakeChangesTest extends DirectIntakeCase {
    @Test
    void whereThePartyIdReachesNobodyAnyMoreNothingIsStored() {
        Database.get()
                .execute(
                        "UPDATE party_id SET active = false WHERE party_id = ?",
                        bakery.partyId().toString());

        assertThat(directly(invoice(), CONTENT, null)).isEmpty();
        assertThat(documentsOf(mill) + documentsOf(bakery)).isZero();
    }

    @Test
    void whereThePartyIdReachesAnotherNowNeitherGetsAnything() {
        Company other = Company.create();
        Database.get()
                .execute(
                        "UPDATE party_id SET organisation_id = ?, position = 99 WHERE party_id = ?",
                        other.organisation().id().number(),
                        bakery.partyId().toString());

        assertThat(directly(invoice(), CONTENT, null)).isEmpty();
        assertThat(documentsOf(mill) + documentsOf(bakery) + documentsOf(other)).isZero();
    }

    @Test
    void aReceiverThatKeepsItsDocumentsAnotherTimeByNowIsLookedUpAgain() {
        Database.get()
                .execute(
                        "UPDATE organisation SET retention_days = retention_days + 1 WHERE organisation_id = ?",
                        bakery.organisation().id().number());

        assertThat(directly(invoice(), CONTENT, null)).isEmpty();
        assertThat(documentsOf(mill) + documentsOf(bakery)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE connection SET state = 'revoked', revoked_at = now() WHERE connection_id = ?",
                "UPDATE connection SET receives_purchase = true, receives_sales = true, sends = false WHERE connection_id = ?",
                "UPDATE key_generation SET valid_until = '2000-01-01', ended_why = 'renewed' WHERE connection_id = ?",
                "DELETE FROM connection_organisation WHERE connection_id = ?"
            })
    void whereTheKeysAreNoLongerWhatTheyWereNothingIsStored(String change) {
        assertNothingIsStoredAfter(change, radar.connection().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE organisation SET retention_days = retention_days + 1 WHERE organisation_id = ?",
                "UPDATE party_id SET active = false WHERE organisation_id = ?"
            })
    void whereTheSenderIsNoLongerWhatItWasNothingIsStored(String change) {
        assertNothingIsStoredAfter(change, mill.organisation().id().number());
    }

    @Test
    void whereTheSuppliersPartyIdIsAnothersNowNothingIsStored() {
        assertNothingIsStoredAfter(
                "UPDATE party_id SET position = 99, organisation_id = ? WHERE party_id = ?",
                Company.create().organisation().id().number(),
                mill.partyId().toString());
    }

    @Test
    void keysThatEndLaterStillSend() {
        Database.get()
                .execute(
                        "UPDATE key_generation SET valid_until = '2999-01-01', ended_why = 'renewed' WHERE connection_id = ?",
                        radar.connection().value());

        assertThat(directly(invoice(), CONTENT, null)).isPresent();
    }

    private void assertNothingIsStoredAfter(String change, Object... parameters) {
        assertThat(directly(invoice(), CONTENT, null)).isPresent();
        Database.get().execute(change, parameters);

        assertThat(directly(invoice(), CONTENT, null)).isEmpty();
        assertThat(documentsOf(mill)).isEqualTo(1);
        assertThat(documentsOf(bakery)).isEqualTo(1);
    }
}
