package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** A database with queues in their second epochs, whose floors had been raised past what had been retrieved. */
class FrontMigrationTest {

    private static final UUID CONNECTION = UUID.randomUUID();

    private final Database database = Database.upTo("22", "front_migration");

    /** @param floor as it was when the epoch started at position 10 */
    private void queue(int queue, int floor, int raised) {
        database.execute(
                "INSERT INTO organisation (organisation_id, environment_id, public_id, company_id, name, created_at)"
                        + " OVERRIDING SYSTEM VALUE SELECT ?, min(environment_id), gen_random_uuid(), 'XCNL' || ?, 'Mill', now()"
                        + " FROM environment",
                queue,
                queue);
        database.execute("""
                INSERT INTO delivery_queue (organisation_id, queue_id, direction, connection_id, open, epoch, next_position, epoch_position,
                    floor_position, epoch_started_at, newest_offer_at, key_generation)
                OVERRIDING SYSTEM VALUE VALUES (?, ?, 1, ?, true, 2, 50, 10, ?, now(), now(), 1)""", queue, queue, CONNECTION, raised);
        database.execute("""
                INSERT INTO queue_epoch (organisation_id, queue_id, epoch, connection_id, why, first_position, floor_position,
                    offered_count, started_at)
                VALUES (?, ?, 2, ?, 'reconnected', 10, ?, 0, now())""", queue, queue, CONNECTION, floor);
    }

    private void waiting(int queue, int position, Integer leaseEpoch, String until) {
        database.execute("""
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at, lease_epoch, lease_until,
                    failures)
                VALUES (?, ?, ?, gen_random_uuid(), 1, now(), ?::int, ?::timestamptz, 3)""", queue, queue, position, leaseEpoch, until);
    }

    private void heldBack(int queue, int position) {
        UUID document = UUID.randomUUID();
        database.execute("""
                INSERT INTO held_back (organisation_id, queue_id, document_id, position, entered_epoch, held_at)
                VALUES (?, ?, ?, ?, 1, now())""", queue, queue, document, position);
        database.execute("""
                INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at, entered_epoch)
                VALUES (?, ?, ?, 'held', 2, ?, now(), 1)""", queue, queue, document, position);
    }

    private String floorAndFront(int queue) {
        return database.texts(
                        "SELECT floor_position || ' ' || front_position FROM delivery_queue WHERE queue_id = ?", queue)
                .get(0);
    }

    @Test
    void aFloorSaysAgainWithoutWhatTheEpochBeganAndLeasesEndWithTheirEpochs() {
        database.execute("INSERT INTO environment (name, created_at) VALUES ('Test', now())");
        database.execute("""
                WITH o AS (INSERT INTO organisation (organisation_id, environment_id, public_id, company_id, name, created_at)
                    OVERRIDING SYSTEM VALUE SELECT 1, min(environment_id), gen_random_uuid(), 'XCNL1', 'Mill', now() FROM environment)
                INSERT INTO connection (organisation_id, connection_id, software_package_id, name, state, generation,
                    acknowledgement, lease_seconds, created_at)
                VALUES (1, ?, 'yuki', 'Yuki', 'active', 1, 'explicit', 900, now())""", CONNECTION);
        queue(2, 3, 40);
        waiting(2, 45, 1, "2026-01-01T00:00:00Z");
        waiting(2, 46, 2, "2026-01-02T00:00:00Z");
        waiting(2, 47, 2, "9999-12-31 00:00:00+00");
        queue(3, 10, 40);
        waiting(3, 5, null, null);
        queue(4, 10, 40);
        heldBack(4, 5);
        queue(5, 10, 10);

        Database.flyway(database.dataSource()).migrate();

        assertThat(floorAndFront(2)).isEqualTo("1 40");
        assertThat(floorAndFront(3)).isEqualTo("10 40");
        assertThat(floorAndFront(4)).isEqualTo("10 40");
        assertThat(floorAndFront(5)).isEqualTo("1 10");
        assertThat(database.texts("""
                        SELECT concat_ws(' ', position, lease_epoch, (lease_until AT TIME ZONE 'UTC')::date, failures) FROM pending
                        WHERE queue_id = 2 ORDER BY position""")).containsExactly("45 0", "46 2 2026-01-02 3", "47 2 9999-12-31 3");
        assertThat(database.texts(
                        "SELECT (next_lapse_at AT TIME ZONE 'UTC')::date FROM delivery_queue ORDER BY queue_id"))
                .containsExactly("2026-01-02", null, null, null);
    }
}
