package koppel.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import koppel.delivery.ExpiringDocuments;
import org.junit.jupiter.api.Test;

class ExpiryScheduleTest {

    private final Deque<Integer> left = new ArrayDeque<>();
    private final ExpirySchedule schedule =
            new ExpirySchedule(new ExpiringDocuments(now -> left.removeFirst(), () -> Instant.EPOCH));

    @Test
    void someAreTakenOutUntilNoneIsLeft() {
        left.addAll(List.of(1000, 7, 0, 5));

        schedule.takeOut();

        assertThat(left).containsExactly(5);
    }

    @Test
    void aFailureIsLeftToTheNextTime() {
        assertThatCode(schedule::takeOut).doesNotThrowAnyException();
    }

    @Test
    void nothingMoreIsBegunAfterTheEnd() {
        left.addAll(List.of(1000, 1000));
        schedule.end();

        schedule.takeOut();

        assertThat(left).containsExactly(1000);
    }
}
