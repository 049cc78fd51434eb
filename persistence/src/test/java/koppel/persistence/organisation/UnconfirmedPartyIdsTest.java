package koppel.persistence.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.organisation.ConfirmingPartyIds;
import koppel.organisation.CreatingOrganisation;
import koppel.organisation.Organisation;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;
import koppel.organisation.UnconfirmedPartyIds;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.shared.Page;
import koppel.shared.WrongState;
import koppel.user.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an installation for several parties the operator looks whether a party id is whose it is said to be. */
class UnconfirmedPartyIdsTest {

    private final Installation koppel =
            Installation.get().withPepper(Installation.get().pepper());
    private final ConfirmingPartyIds confirming = koppel.use(ConfirmingPartyIds.class);
    private final Actor person = Company.person();
    private final Actor operator = new Actor(Company.person().id(), "ops@example.com", true, "192.0.2.7");
    private final PartyId partyId = Company.nextPartyId();

    @BeforeEach
    void theOperatorConfirms() {
        koppel.confirmPartyIds(true);
    }

    private Organisation register(Actor by, PartyId... partyIds) {
        return koppel.in(() -> koppel.use(CreatingOrganisation.class)
                .create(
                        by,
                        new CreatingOrganisation.Wish(
                                "Bakery",
                                List.of(partyIds).stream()
                                        .map(PartyId::toString)
                                        .toList(),
                                null,
                                null)));
    }

    private Optional<Organisation> reachable(PartyId id) {
        return koppel.in(() -> koppel.use(Organisations.class).ofParty(id));
    }

    private Organisation again(Organisation organisation) {
        return koppel.in(() -> koppel.use(Organisations.class).byId(organisation.id()))
                .orElseThrow();
    }

    @Test
    void untilItIsConfirmedNobodyIsReachedUnderIt() {
        PartyId second = Company.nextPartyId();
        Organisation bakery = register(person, partyId, second);
        assertThat(bakery.partyIds()).isEmpty();
        assertThat(bakery.unconfirmed()).containsExactly(partyId, second);
        assertThat(reachable(partyId)).isEmpty();

        koppel.doing(() -> confirming.confirm(operator, partyId.toString()));

        assertThat(reachable(partyId)).contains(again(bakery));
        assertThat(reachable(second)).isEmpty();
        assertThat(again(bakery).partyIds()).containsExactly(partyId);
        assertThat(again(bakery).unconfirmed()).containsExactly(second);
        AuditTrail.Entry entry = koppel.in(() -> koppel.use(AuditTrail.class).list(bakery.id(), Optional.empty(), 1))
                .items()
                .get(0);
        assertThat(entry.act()).isEqualTo("organisation.partyId.confirmed");
        assertThat(entry.actor()).isEqualTo("ops@example.com");
        assertThat(entry.details()).containsEntry("partyId", partyId.toString());
    }

    @Test
    void whileItWaitsNobodyElseRegistersItAndARefusedOneIsFree() {
        Organisation wrongly = register(person, partyId);
        Actor other = Company.person();
        assertThatThrownBy(() -> register(other, partyId)).isInstanceOf(WrongState.class);

        koppel.doing(() -> confirming.refuse(operator, partyId.toString()));

        assertThat(again(wrongly).unconfirmed()).isEmpty();
        assertThat(register(other, partyId).unconfirmed()).containsExactly(partyId);
    }

    @Test
    void theOperatorsOwnWaitForNobody() {
        Actor byOperator = new Actor(person.id(), person.email(), true, "");

        assertThat(register(byOperator, partyId).partyIds()).containsExactly(partyId);
        assertThatThrownBy(() -> koppel.doing(() -> confirming.refuse(operator, partyId.toString())))
                .isInstanceOf(NotFound.class);
        assertThat(reachable(partyId)).isPresent();
    }

    @Test
    void ofSeveralDecisionsAtOnceOneCounts() {
        Organisation bakery = register(person, partyId);

        List<Threads.Outcome<Boolean>> outcomes = Threads.atOnce(
                8,
                number -> koppel.in(() -> {
                    if (number % 2 == 0) {
                        confirming.confirm(operator, partyId.toString());
                    } else {
                        confirming.refuse(operator, partyId.toString());
                    }
                    return number % 2 == 0;
                }));

        assertThat(outcomes)
                .filteredOn(Threads.Outcome::succeeded)
                .singleElement()
                .satisfies(decided -> assertThat(again(bakery).partyIds()).hasSize(decided.result() ? 1 : 0));
        assertThat(again(bakery).unconfirmed()).isEmpty();
    }

    @Test
    void theLongestWaitingIsListedFirstPageByPage() {
        List<PartyId> registered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PartyId next = Company.nextPartyId();
            register(person, next);
            registered.add(next);
        }

        List<PartyId> listed = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> after = next;
            Page<UnconfirmedPartyIds.Waiting> page = koppel.in(() -> confirming.waiting(operator, after, 2));
            page.items().forEach(waiting -> listed.add(waiting.partyId()));
            next = page.next();
        } while (next.isPresent());

        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(registered);
        for (String forged : List.of("nonsense", "1 \u0000", "1 0106:1", "-1 0106:12345678", "1e9 0106:12345678")) {
            String cursor = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> koppel.in(() -> confirming.waiting(operator, Optional.of(cursor), 2)))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> koppel.in(() -> confirming.waiting(operator, Optional.empty(), 0)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void nobodyElseSeesOrDecides() {
        register(person, partyId);
        assertThatThrownBy(() -> koppel.in(() -> confirming.waiting(person, Optional.empty(), 2)))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> koppel.doing(() -> confirming.confirm(person, partyId.toString())))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> koppel.doing(() -> confirming.refuse(person, partyId.toString())))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> koppel.doing(() -> confirming.confirm(operator, "nonsense")))
                .isInstanceOf(NotFound.class);
    }
}
