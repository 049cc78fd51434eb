package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.connection.ServedOrganisations;
import koppel.organisation.Organisation;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedOrganisationsTest {

    private final Installation koppel = Installation.get();
    private final ServedOrganisations served = koppel.use(ServedOrganisations.class);
    private final Company company = Company.create();
    private final ConnectionId connection = company.connect("yuki").connection();

    private Optional<Organisation> named(String partyOrCompany) {
        return koppel.in(() -> served.named(connection, partyOrCompany));
    }

    @Test
    void anOrganisationIsNamedByPartyIdInAnySpellingOrByCompanyId() {
        String number = company.partyId().value();
        String companyId = company.organisation().companyId().toString();

        assertThat(named("0106:" + number)).contains(company.organisation());
        assertThat(named("NL:KVK:" + number)).contains(company.organisation());
        assertThat(named(companyId)).contains(company.organisation());
        assertThat(named(companyId.toLowerCase(Locale.ROOT))).contains(company.organisation());
        assertThat(koppel.in(() -> served.of(connection))).containsExactly(company.organisation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "0106:00000000", "XCNL999999999", "XC", "0106:", ":", "a b"})
    void anythingElseIsNotThere(String text) {
        assertThat(named(text)).isEmpty();
    }

    @Test
    void whatTheKeysDoNotServeIsNotThere() {
        Company stranger = Company.create();

        assertThat(named(stranger.partyId().toString())).isEmpty();
        assertThat(named(stranger.organisation().companyId().toString())).isEmpty();
    }

    @Test
    void aPartyIdThatIsNotActiveNamesNothing() {
        Database.get()
                .execute(
                        "UPDATE party_id SET active = false WHERE party_id = ?",
                        company.partyId().toString());

        assertThat(named(company.partyId().toString())).isEmpty();
        assertThat(named(company.organisation().companyId().toString())).isPresent();
    }
}
