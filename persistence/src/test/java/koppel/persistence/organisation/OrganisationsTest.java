package koppel.persistence.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;
import koppel.organisation.Role;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.WrongState;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

class OrganisationsTest {

    private final Installation koppel = Installation.get();
    private final Organisations organisations = koppel.use(Organisations.class);

    @Test
    void anOrganisationIsFoundAgainAsItWasAdded() {
        Actor creator = Company.person();
        PartyId first = Company.nextPartyId();
        PartyId second = Company.nextPartyId();

        Organisation added = Company.create(creator, second, first);

        assertThat(added.partyIds()).containsExactly(second, first);
        assertThat(added.companyId().toString()).startsWith("XCNL");
        assertThat(koppel.in(() -> organisations.byId(added.id()))).contains(added);
        assertThat(koppel.in(() -> organisations.ofParty(first))).contains(added);
    }

    @Test
    void whoCreatesAnOrganisationIsItsAdministrator() {
        Company company = Company.create();

        assertThat(koppel.in(() -> organisations.ofMember(
                        company.organisation().publicId(),
                        company.administrator().id())))
                .hasValueSatisfying(membership -> assertThat(membership.role()).isEqualTo(Role.ADMINISTRATOR));
        assertThat(koppel.in(
                        () -> organisations.ofMember(company.administrator().id())))
                .hasSize(1);
    }

    @Test
    void strangersFindNothing() {
        Company company = Company.create();
        Actor stranger = Company.person();

        assertThat(koppel.in(() -> organisations.ofMember(company.organisation().publicId(), stranger.id())))
                .isEmpty();
        assertThat(koppel.in(() -> organisations.ofMember(stranger.id()))).isEmpty();
        assertThat(koppel.in(() -> organisations.ofMember(UUID.randomUUID(), stranger.id())))
                .isEmpty();
    }

    @Test
    void aPartyIdThatIsTakenIsRefusedAndNothingOfTheSecondOrganisationStays() {
        Company company = Company.create();
        Actor other = Company.person();

        assertThatExceptionOfType(WrongState.class)
                .isThrownBy(() -> Company.create(other, Company.nextPartyId(), company.partyId()))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("party-id-taken");
                    assertThat(refused.details())
                            .isEqualTo(Map.of("partyId", company.partyId().toString()));
                });
        assertThat(koppel.in(() -> organisations.ofMember(other.id()))).isEmpty();
    }

    @Test
    void ofManyWhoTakeThePartyIdsAtOnceOneGetsThemAndNobodyDeadlocks() {
        PartyId one = Company.nextPartyId();
        PartyId two = Company.nextPartyId();
        long deadlocks = Database.get().deadlocks();
        List<Callable<Organisation>> creations = IntStream.range(0, 16)
                .mapToObj(i -> {
                    Actor creator = Company.person();
                    // half of them name them the other way round
                    return (Callable<Organisation>)
                            () -> i % 2 == 0 ? Company.create(creator, one, two) : Company.create(creator, two, one);
                })
                .toList();

        List<Threads.Outcome<Organisation>> outcomes = Threads.atOnce(creations);

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(WrongState.class));
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void aPartyIdThatIsNotActiveReachesNobody() {
        Company company = Company.create();
        Database.get()
                .execute(
                        "UPDATE party_id SET active = false WHERE party_id = ?",
                        company.partyId().toString());

        assertThat(koppel.in(() -> organisations.ofParty(company.partyId()))).isEmpty();
    }

    @Test
    void documentsOfANewOrganisationHaveAPlaceToWait() {
        Company company = Company.create();

        assertThat(Database.get().texts("""
                                SELECT direction FROM delivery_queue
                                WHERE organisation_id = ? AND connection_id IS NULL ORDER BY 1""", company.organisation().id().number()))
                .containsExactly("1", "2");
    }
}
