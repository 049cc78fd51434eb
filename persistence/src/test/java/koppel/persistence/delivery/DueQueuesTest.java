package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.delivery.DueQueues;
import koppel.delivery.QueueId;
import koppel.delivery.Share;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import org.junit.jupiter.api.Test;

/** Queues that wait for the job: which they are, and that each is started once, whoever else is at work. */
class DueQueuesTest extends EpochsCase {
    @Test
    void aRevocationBeforeTheJobTakesTheQueueBackFromIt() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);
        List<QueueId> due = company.due();
        assertThat(due).hasSize(1);

        assertThat(company.revoke(connection)).isEqualTo(2);

        assertThat(company.due()).isEmpty();
        assertThat(company.start(due)).isEmpty();
        assertThat(epochs()).containsExactly("1 connected 0 revoked 2");
    }

    @Test
    void startingTwiceStartsOnce() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);
        List<QueueId> due = company.due();

        assertThat(company.start(due)).hasSize(1);
        assertThat(company.start(due)).isEmpty();
        assertThat(epochs()).hasSize(2);
    }

    @Test
    void aQueueThatIsNotDueIsNotStarted() {
        company.receive();
        QueueId queue = new QueueId(company.organisation().id(), (int) Database.get()
                .number(
                        "SELECT queue_id FROM delivery_queue WHERE connection_id = ? AND direction = 1",
                        connection.value()));

        assertThat(company.start(List.of(queue))).isEmpty();
        assertThat(epochs()).hasSize(1);
    }

    @Test
    void dueQueuesAreGivenInTheirOrderAndFromTheLastOneOn() {
        company.connect("yuki");
        company.receive();
        List<ConnectionId> connections =
                koppel
                        .in(() -> koppel.use(Connections.class)
                                .overviews(company.organisation().id()))
                        .stream()
                        .map(overview -> overview.connection().id())
                        .toList();
        connections.forEach(company::revoke);
        connections.forEach(company::reconnect);
        List<QueueId> due = company.due();

        assertThat(due).hasSize(2).isSortedAccordingTo(Comparator.comparingInt(QueueId::number));
        assertThat(koppel.in(
                        () -> koppel.use(DueQueues.class).anyDue(koppel.clock().now())))
                .isTrue();
        assertThat(koppel.in(() -> koppel.use(DueQueues.class)
                        .due(
                                Optional.of(due.get(0)),
                                1,
                                Share.ALL,
                                koppel.clock().now())))
                .containsExactly(due.get(1));
    }

    @Test
    void ofTwoOwnersAtOnceEachQueueIsStartedOnce() {
        company.receive(3);
        for (int round = 2; round < 12; round++) {
            company.revoke(connection);
            company.reconnect(connection);
            List<QueueId> due = company.due();

            List<Threads.Outcome<List<DueQueues.Started>>> outcomes = Threads.atOnce(4, i -> company.start(due));

            assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
            assertThat(outcomes.stream().mapToInt(outcome -> outcome.result().size()))
                    .containsExactlyInAnyOrder(1, 0, 0, 0);
            assertThat(epochs()).hasSize(round);
        }
    }

    @Test
    void aRevocationThatMeetsTheJobComesWhollyBeforeOrWhollyAfter() {
        company.receive(3);
        for (int round = 0; round < 10; round++) {
            company.revoke(connection);
            company.reconnect(connection);
            List<QueueId> due = company.due();
            List<Callable<Object>> both = List.of(() -> company.start(due), () -> company.revoke(connection));

            List<Threads.Outcome<Object>> outcomes = Threads.atOnce(both);

            assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
            assertThat(outcomes.get(1).result()).isEqualTo(3L);
            assertThat(company.due()).isEmpty();
            assertThat(Database.get()
                            .texts("SELECT open FROM delivery_queue WHERE connection_id = ?", connection.value()))
                    .containsOnly("f");
            assertThat(Database.get()
                            .number(
                                    "SELECT count(*) FROM queue_epoch WHERE organisation_id = ? AND ended_at IS NULL",
                                    company.organisation().id().number()))
                    .isZero();
            company.reconnect(connection);
            company.startDue();
        }
    }

    @Test
    void aDocumentThatMeetsARevocationIsCountedOrWaitsForTheNextEpoch() {
        long deadlocks = Database.get().deadlocks();
        for (int round = 0; round < 10; round++) {
            List<Callable<Object>> both = List.of(() -> company.receive(3), () -> company.revoke(connection));
            assertThat(Threads.atOnce(both)).allMatch(Threads.Outcome::succeeded);
            company.reconnect(connection);
            company.startDue();
        }

        AccountingPackage last = company.connect("basecone");
        assertThat(last.listed()).isEmpty();
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection);
        company.startDue();
        assertThat(reconnected.listed()).hasSize(30);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void anEpochOfManyDocumentsWritesAFixedNumberOfRows() {
        company.receive(50);
        company.revoke(connection);
        company.reconnect(connection);
        long pending = Database.get()
                .number(
                        "SELECT sum(xmin::text::bigint) FROM pending WHERE organisation_id = ?",
                        company.organisation().id().number());

        company.startDue();

        assertThat(Database.get()
                        .number(
                                "SELECT sum(xmin::text::bigint) FROM pending WHERE organisation_id = ?",
                                company.organisation().id().number()))
                .isEqualTo(pending);
    }
}
