package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import koppel.persistence.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private final Flyway flyway = Database.flyway(Database.get().dataSource());

    @Test
    void migratingAgainDoesNothing() {
        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(flyway.info().pending()).isEmpty();
    }

    @Test
    void whatWasMigratedIsWhatTheFilesSay() {
        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    }

    @Test
    void everyTenantTablesKeyIsLedByTheOrganisation() {
        // what belongs to the installation or to an environment as a whole
        assertThat(Database.get().texts("""
                        SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                        WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'organisation_id'
                          AND c.relname !~ '^b_' AND c.relname <> 'flyway_schema_history'
                        ORDER BY 1"""))
                .containsExactly(
                        "access_point",
                        "batch_chunk",
                        "batch_item",
                        "batch_run",
                        "environment",
                        "environment_member",
                        "failed_attempt",
                        "installation_audit_entry",
                        "party_id",
                        "software_package",
                        "user_account",
                        "vendor_credential");
    }
}
