package koppel.persistence.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import koppel.document.DocumentId;
import koppel.persistence.Company;
import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** That the counts see what they are there for. */
class InvariantsTest {

    private final Consumer consumer = new Consumer(Company.create(), "yuki", true);
    private final Invariants invariants = new Invariants(List.of(consumer));

    private void raiseFloor(int by) {
        change("floor_position = floor_position + " + by);
    }

    private void change(String what) {
        Database.get()
                .execute(
                        "UPDATE delivery_queue SET " + what + " WHERE organisation_id = ? AND queue_id = ?",
                        consumer.company().organisation().id().number(),
                        consumer.queue());
    }

    @Test
    void anOfferThatARaisedFloorHidesIsCountedLeasedOrNot() {
        List<DocumentId> received = consumer.company().receive(100);
        consumer.software().acknowledge(received.subList(0, 40));
        consumer.software().download(received.get(40));
        consumer.software().listed();
        assertThat(invariants.violated()).isEmpty();

        raiseFloor(42);

        assertThat(invariants.violated())
                .anyMatch(wrong -> wrong.startsWith("2 offered by the epoch that runs and hidden"));
    }

    @Test
    void anOfferThatAMovedFrontHidesIsCountedUnlessItIsLeased() {
        List<DocumentId> received = consumer.company().receive(100);
        consumer.software().acknowledge(received.subList(0, 40));
        consumer.software().download(received.get(40));
        consumer.software().listed();
        assertThat(invariants.violated()).isEmpty();

        change("front_position = front_position + 2");

        assertThat(invariants.violated())
                .anyMatch(wrong -> wrong.startsWith("2 offered by the epoch that runs and hidden"));
    }

    @Test
    void aLeaseThatTheQueuesRowDoesNotTellOfIsCounted() {
        consumer.software().download(consumer.company().receive());
        assertThat(invariants.violated()).isEmpty();

        change("next_lapse_at = next_lapse_at + interval '1 second'");

        assertThat(invariants.violated()).anyMatch(wrong -> wrong.startsWith("1 leases that nobody looks for"));
    }

    @Test
    void anOfferOfWhatTheEpochBeganWithoutIsCounted() {
        DocumentId refused = consumer.company().receive();
        consumer.revoke();
        consumer.reconnect(false);
        consumer.startOn(1);
        consumer.startOn(null);
        assertThat(consumer.software().listed()).isEmpty();
        assertThat(invariants.violated()).isEmpty();

        Database.get().execute("""
                        WITH offered AS (
                            UPDATE pending p SET position = q.next_position FROM delivery_queue q
                            WHERE p.document_id = ? AND q.queue_id = p.queue_id RETURNING p.*, q.epoch)
                        INSERT INTO offer_event (organisation_id, queue_id, document_id, event, epoch, position, at)
                        SELECT organisation_id, queue_id, document_id, 'returned', epoch, position, now() FROM offered""", refused.value());

        assertThat(invariants.violated()).anyMatch(wrong -> wrong.startsWith("1 brought back as an offer though"));
    }

    @Test
    void whatWaitsBelowTheFloorOfAnEpochThatBeganWithoutItIsNoDefect() {
        consumer.company().receive(3);
        consumer.revoke();
        consumer.reconnect(false);
        consumer.company().receive();

        assertThat(consumer.software().listed()).hasSize(1);
        assertThat(invariants.violated()).isEmpty();
    }

    @Test
    void whatIsKeptAsideForNoStartDateIsCounted() {
        consumer.company().receive(3);
        consumer.startOn(1);
        assertThat(invariants.violated()).isEmpty();

        Database.get()
                .execute(
                        "UPDATE connection_organisation SET start_date = NULL WHERE connection_id = ?",
                        consumer.software().connection().value());

        assertThat(invariants.violated())
                .anyMatch(wrong -> wrong.startsWith("3 held back though no start date keeps it so"));
    }

    @Test
    void whatLiesNowhereIsWaitingWithoutAReason() {
        DocumentId received = consumer.company().receive();
        assertThat(invariants.violated()).isEmpty();

        Database.get().execute("DELETE FROM pending WHERE document_id = ?", received.value());

        assertThat(invariants.violated()).contains(received + " is received and nobody is told why");
    }
}
