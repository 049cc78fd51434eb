package koppel.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.InstallationAudit;
import koppel.batchrun.OperatingJobs;
import koppel.connection.vendor.EndingVendorCredentials;
import koppel.connection.vendor.IssuingVendorCredentials;
import koppel.connection.vendor.SettingConnectors;
import koppel.document.ManagingAccessPoints;
import koppel.organisation.OperatingEnvironments;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.shared.Page;
import koppel.user.Actor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator does and belongs to no organisation. Other tests write into the same audit, so that this operator looks for itself. */
class InstallationAuditTest {

    private final Installation koppel = Installation.get();
    private final InstallationAudit audit = koppel.use(InstallationAudit.class);
    private final Actor person = Company.person();
    private final Actor operator = new Actor(person.id(), person.email(), true, "192.0.2.44");

    private List<InstallationAudit.Entry> mine() {
        List<InstallationAudit.Entry> mine = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> after = next;
            Page<InstallationAudit.Entry> page = koppel.in(() -> audit.list(after, 3));
            page.items().stream()
                    .filter(entry -> entry.actor().equals(operator.email()))
                    .forEach(mine::add);
            next = page.next();
        } while (next.isPresent());
        return mine;
    }

    @Test
    void everyActIsOnRecordNewestFirstWithoutItsSecrets() {
        var issued = koppel.in(() -> koppel.use(IssuingVendorCredentials.class).issue(operator, "yuki", 60));
        koppel.doing(() -> koppel.use(EndingVendorCredentials.class)
                .end(operator, "yuki", issued.clientId().value()));
        SettingConnectors connectors = koppel.use(SettingConnectors.class);
        koppel.doing(() -> connectors.set(operator, "yuki", "https://yuki.example/books?key=hidden#hidden-too"));
        koppel.doing(() -> connectors.set(operator, "yuki", null));
        koppel.doing(() -> connectors.set(operator, "yuki", null));
        ManagingAccessPoints accessPoints = koppel.use(ManagingAccessPoints.class);
        var accessPoint = koppel.in(() -> accessPoints.create(operator, "Ours"));
        koppel.doing(
                () -> accessPoints.revoke(operator, accessPoint.accessPoint().id()));
        koppel.doing(() -> koppel.use(OperatingEnvironments.class)
                .create(
                        operator,
                        new OperatingEnvironments.Wish("Next", null, Optional.empty()),
                        new InvalidInput.Collector()));
        koppel.doing(() -> koppel.use(OperatingJobs.class).asked(operator, "reoffer"));

        List<InstallationAudit.Entry> entries = mine();
        assertThat(entries)
                .extracting(InstallationAudit.Entry::act)
                .containsExactly(
                        "batchRun.started",
                        "environment.created",
                        "accessPoint.revoked",
                        "accessPoint.created",
                        "connector.removed",
                        "connector.set",
                        "vendor.credentials.revoked",
                        "vendor.credentials.issued");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.from()).isEqualTo("192.0.2.44");
            assertThat(entry.at()).isBefore(koppel.clock().now());
        });
        assertThat(entries.get(5).details()).containsEntry("url", "https://yuki.example/books");
        assertThat(entries.get(7).details())
                .containsEntry("clientId", issued.clientId().value())
                .containsEntry("overlapSeconds", 60L);
        assertThat(Database.get()
                        .texts("SELECT e::text FROM installation_audit_entry e WHERE actor = ?", operator.email()))
                .noneMatch(row -> row.contains("hidden")
                        || row.contains(issued.secret().reveal())
                        || row.contains(accessPoint.secret().reveal()));
    }

    @Test
    void whatIsRefusedAndWhatIsRolledBackIsNot() {
        assertRefused(
                NotFound.class,
                () -> koppel.doing(
                        () -> koppel.use(EndingVendorCredentials.class).end(operator, "yuki", "kpl_vid_")));
        assertRefused(
                NotFound.class,
                () -> koppel.doing(() -> koppel.use(ManagingAccessPoints.class).revoke(operator, UUID.randomUUID())));
        assertRefused(
                NotAllowed.class,
                () -> koppel.doing(() -> koppel.use(ManagingAccessPoints.class).create(person, "Mine")));
        assertRefused(
                IllegalStateException.class,
                () -> koppel.doing(() -> {
                    koppel.use(ManagingAccessPoints.class).create(operator, "Rolled back");
                    throw new IllegalStateException("something else failed");
                }));

        assertThat(mine()).isEmpty();
    }

    private static void assertRefused(Class<? extends Exception> with, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(with);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE installation_audit_entry SET actor = 'nobody'",
                "DELETE FROM installation_audit_entry WHERE false",
                "TRUNCATE installation_audit_entry"
            })
    void theDatabaseRefusesToChangeIt(String change) {
        assertThatThrownBy(() -> Database.get().execute(change))
                .hasMessageContaining("installation_audit_entry is append-only");
    }
}
