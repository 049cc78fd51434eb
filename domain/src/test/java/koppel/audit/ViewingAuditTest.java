package koppel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.shared.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewingAuditTest {

    private static final OrganisationId OURS = new OrganisationId(1);
    private static final OrganisationId THEIRS = new OrganisationId(2);

    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(new SetClock());
    private final ViewingAudit viewing = new ViewingAudit(trail);

    @Test
    void theNewestComesFirstAndThePageTellsWhereToGoOn() {
        record(OURS, AuditTrail.Act.CONNECTION_CREATED);
        record(OURS, AuditTrail.Act.KEYS_RENEWED);
        record(OURS, AuditTrail.Act.CONNECTION_REVOKED);

        Page<AuditTrail.Entry> first = viewing.of(OURS, Optional.empty(), 2);
        Page<AuditTrail.Entry> second = viewing.of(OURS, first.next(), 2);

        assertThat(first.items())
                .extracting(AuditTrail.Entry::act)
                .containsExactly("connection.revoked", "connection.keys.renewed");
        assertThat(second.items()).extracting(AuditTrail.Entry::act).containsExactly("connection.created");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void nothingOfAnotherOrganisationIsInIt() {
        record(THEIRS, AuditTrail.Act.CONNECTION_CREATED);

        assertThat(viewing.of(OURS, Optional.empty(), 500).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 501})
    void aPageOfNoneOrTooManyIsRefused(int limit) {
        assertThatThrownBy(() -> viewing.of(OURS, Optional.empty(), limit))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("limit"));
    }

    private void record(OrganisationId organisation, AuditTrail.Act act) {
        trail.record(organisation, "anna@example.com", "", act, Optional.empty(), Map.of());
    }
}
