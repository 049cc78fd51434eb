package koppel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.shared.SetClock;
import koppel.user.Actor;
import koppel.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewingAuditTest {

    private static final OrganisationId OURS = new OrganisationId(1);
    private static final OrganisationId THEIRS = new OrganisationId(2);

    private final InMemoryAuditTrail trail = new InMemoryAuditTrail(new SetClock());
    private final InstallationAudit installation = new InMemoryInstallationAudit(new SetClock());
    private final ViewingAudit viewing = new ViewingAudit(trail, installation);

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

    @Test
    void theInstallationsIsForItsOperatorAlone() {
        Actor operator = new Actor(new UserId(1), "anna@example.com", true, "192.0.2.7");
        Actor somebody = new Actor(new UserId(2), "mark@example.com", false, "192.0.2.8");
        installation.record(operator, InstallationAudit.Act.CONNECTOR_REMOVED, Map.of("softwarePackage", "yuki"));

        assertThat(viewing.ofInstallation(operator, Optional.empty(), 10).items())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.act()).isEqualTo("connector.removed");
                    assertThat(entry.actor()).isEqualTo("anna@example.com");
                    assertThat(entry.from()).isEqualTo("192.0.2.7");
                });
        assertThatThrownBy(() -> viewing.ofInstallation(somebody, Optional.empty(), 10))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> viewing.ofInstallation(operator, Optional.empty(), 0))
                .isInstanceOf(InvalidInput.class);
    }

    private void record(OrganisationId organisation, AuditTrail.Act act) {
        trail.record(organisation, "anna@example.com", "", act, Optional.empty(), Map.of());
    }
}
