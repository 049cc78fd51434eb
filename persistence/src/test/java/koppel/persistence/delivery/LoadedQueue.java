package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import koppel.connection.ConnectionId;
import koppel.connection.NewConnection;
import koppel.delivery.Offers.Acknowledged;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;

/** A consumer's place, through all connections and keys that it has in its life. */
final class LoadedQueue {

    final Company company;
    final boolean explicit;
    private final String softwarePackage;
    private final int number;
    volatile AccountingPackage software;
    private final Database database = Database.get();
    private final Map<DocumentId, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    final Set<DocumentId> seen = ConcurrentHashMap.newKeySet();

    LoadedQueue(Company company, String softwarePackage, boolean explicit) {
        this.company = company;
        this.softwarePackage = softwarePackage;
        this.explicit = explicit;
        this.software = company.connect(newConnection(null, true));
        this.number = (int) database.number(
                "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                software.connection().value());
    }

    NewConnection newConnection(ConnectionId follows, boolean reoffer) {
        return Company.booksOf(softwarePackage, explicit, follows, reoffer);
    }

    void note(Map<DocumentId, Acknowledged> outcomes) {
        outcomes.forEach((document, outcome) -> {
            if (outcome == Acknowledged.ACKNOWLEDGED) {
                acknowledged
                        .computeIfAbsent(document, none -> new AtomicInteger())
                        .incrementAndGet();
            }
        });
    }

    private long rows(String sql) {
        return database.number(sql, company.organisation().id().number(), number);
    }

    /** To be asked before anything is drained: the epoch that this starts sets back what hides offers, and looks for leases by itself. */
    void assertNothingIsHidden() {
        assertThat(rows("""
                        SELECT count(*) FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)
                        JOIN queue_epoch e USING (organisation_id, queue_id, epoch)
                        WHERE p.organisation_id = ? AND p.queue_id = ? AND q.open AND p.position >= e.floor_position
                          AND (p.position < q.floor_position OR p.position < q.front_position AND p.lease_until IS NULL)"""))
                .as("offered, and hidden below the floor or before the front")
                .isZero();
        assertThat(rows("""
                        SELECT count(*) FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)
                        WHERE p.organisation_id = ? AND p.queue_id = ? AND q.open AND p.lease_epoch = q.epoch
                          AND p.lease_until < timestamptz '9999-12-31 00:00:00+00'
                          AND (q.next_lapse_at IS NULL OR q.next_lapse_at > p.lease_until)"""))
                .as("leased, and nobody looks when the lease runs out")
                .isZero();
    }

    /** To be asked after all is drained. */
    void assertNothingIsLostDoubledOrMisdelivered() {
        int organisation = company.organisation().id().number();
        assertThat(rows("SELECT count(*) FROM pending WHERE organisation_id = ? AND queue_id = ?"))
                .as("still pending")
                .isZero();
        Set<String> received = new HashSet<>(database.texts(
                "SELECT document_id FROM document WHERE organisation_id = ? AND direction = 1", organisation));
        assertThat(received).hasSizeGreaterThan(20);
        assertThat(new HashSet<>(database.texts(
                        "SELECT document_id FROM retrieval WHERE organisation_id = ? AND queue_id = ?",
                        organisation,
                        number)))
                .as("retrieved is what was received, nothing lost and nothing of others")
                .isEqualTo(received);
        assertThat(seen).extracting(DocumentId::toString).isSubsetOf(received);
        assertThat(database.texts("""
                        SELECT r.document_id || ' ' || count(*) || ' ' || (
                            SELECT count(*) FROM offer_event e WHERE e.organisation_id = r.organisation_id
                              AND e.queue_id = r.queue_id AND e.document_id = r.document_id AND e.event = 'reoffered')
                        FROM retrieval r WHERE r.organisation_id = ? AND r.queue_id = ?
                        GROUP BY r.organisation_id, r.queue_id, r.document_id
                        HAVING count(*) > 1 + (
                            SELECT count(*) FROM offer_event e WHERE e.organisation_id = r.organisation_id
                              AND e.queue_id = r.queue_id AND e.document_id = r.document_id AND e.event = 'reoffered')""", organisation, number))
                .as("retrieved more often than offered by a re-offer of it")
                .isEmpty();
        if (explicit) {
            Map<String, Integer> told = new ConcurrentHashMap<>();
            acknowledged.forEach((document, times) -> told.put(document.toString(), times.get()));
            Map<String, Integer> kept = new ConcurrentHashMap<>();
            database.texts(
                            "SELECT document_id FROM retrieval WHERE organisation_id = ? AND queue_id = ?",
                            organisation,
                            number)
                    .forEach(document -> kept.merge(document, 1, Integer::sum));
            assertThat(told).as("told as acknowledged").isEqualTo(kept);
        }
        assertThat(rows("""
                        SELECT count(*) FROM retrieval r JOIN queue_epoch e USING (organisation_id, queue_id, epoch)
                        WHERE r.organisation_id = ? AND r.queue_id = ?
                          AND (r.retrieved_at < e.started_at - interval '1 minute' OR r.entered_epoch > r.epoch)""")).as("retrieved before it was offered").isZero();
        assertThat(database.texts(
                        "SELECT epoch FROM queue_epoch WHERE organisation_id = ? AND queue_id = ? ORDER BY epoch",
                        organisation,
                        number))
                .as("epochs in a row")
                .isEqualTo(IntStream.rangeClosed(1, (int)
                                rows("SELECT epoch FROM delivery_queue WHERE organisation_id = ? AND queue_id = ?"))
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(
                        rows(
                                "SELECT count(*) FROM queue_epoch WHERE organisation_id = ? AND queue_id = ? AND ended_at IS NULL"))
                .as("epochs that run")
                .isEqualTo(1);
    }
}
