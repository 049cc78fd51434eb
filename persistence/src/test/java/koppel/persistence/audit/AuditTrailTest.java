package koppel.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.ConnectionId;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.InvalidInput;
import koppel.shared.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {

    private final Installation koppel = Installation.get();
    private final AuditTrail audit = koppel.use(AuditTrail.class);
    private final Company company = Company.create();

    private Page<AuditTrail.Entry> list(Optional<String> after, int limit) {
        return koppel.in(() -> audit.list(company.organisation().id(), after, limit));
    }

    @Test
    void everyActIsOnRecordNewestFirst() {
        ConnectionId id = company.connect("yuki").connection();
        company.revoke(id);
        company.reconnect(id);
        company.revoke(id);
        company.delete(id);

        assertThat(list(Optional.empty(), 10).items())
                .extracting(AuditTrail.Entry::act)
                .containsExactly(
                        "connection.deleted",
                        "connection.revoked",
                        "connection.reconnected",
                        "connection.revoked",
                        "connection.created",
                        "organisation.created");
    }

    @Test
    void anEntrySaysWhoWhenFromWhereAndWhat() {
        koppel.doing(() -> audit.record(
                company.organisation().id(),
                "someone@example.com",
                "192.0.2.1",
                AuditTrail.Act.REOFFER_REQUESTED,
                Optional.empty(),
                Map.of("total", 12L, "includeRetrieved", true, "run", "r", "partyIds", List.of("0106:12345678"))));

        AuditTrail.Entry entry = list(Optional.empty(), 1).items().get(0);

        assertThat(entry.actor()).isEqualTo("someone@example.com");
        assertThat(entry.from()).isEqualTo("192.0.2.1");
        assertThat(entry.act()).isEqualTo("reoffer.requested");
        assertThat(entry.at()).isBefore(koppel.clock().now());
        assertThat(entry.details())
                .isEqualTo(Map.of(
                        "total", 12L, "includeRetrieved", true, "run", "r", "partyIds", List.of("0106:12345678")));
    }

    @Test
    void itIsReadInPagesAndNothingOfOthersIsInIt() {
        ConnectionId id = company.connect("yuki").connection();
        Company.create().connect("yuki");
        company.revoke(id);

        List<String> acts = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<AuditTrail.Entry> page = list(next, 2);
            page.items().forEach(entry -> acts.add(entry.act()));
            next = page.next();
        } while (next.isPresent());

        assertThat(acts).containsExactly("connection.revoked", "connection.created", "organisation.created");
        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> list(Optional.of("%%%"), 2));
    }

    @Test
    void anActThatIsRolledBackLeavesNoEntry() {
        assertThatThrownBy(() -> koppel.doing(() -> {
                    company.connect("yuki");
                    throw new IllegalStateException("something else failed");
                }))
                .hasMessage("something else failed");

        assertThat(list(Optional.empty(), 10).items()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor = 'nobody'",
                "UPDATE audit_entry SET actor = 'nobody' WHERE false",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "TRUNCATE organisation CASCADE"
            })
    void theDatabaseRefusesToChangeIt(String change) {
        assertThatThrownBy(() -> Database.get().execute(change)).hasMessageContaining("audit_entry is append-only");
    }
}
