package koppel.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import koppel.batchrun.RunEnded;
import koppel.shared.Outages;
import org.junit.jupiter.api.Test;

class WholeOrSinglyTest {

    private static final int MANY = 1000;

    private final List<List<Integer>> tried = new ArrayList<>();
    private final List<Integer> bad = new ArrayList<>();
    private final WholeOrSingly chunks = new WholeOrSingly(new Told(), Duration.ZERO);

    private static final class Told implements Outages {

        @Override
        public boolean isOne(Throwable failure) {
            return failure instanceof Away;
        }

        @Override
        public boolean isHeldUp(Throwable failure) {
            return failure instanceof IllegalMonitorStateException;
        }
    }

    private static final class Away extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private void refuseThree(List<Integer> items) {
        tried.add(items);
        if (items.contains(3)) {
            throw new IllegalArgumentException();
        }
    }

    @Test
    void goodItemsAreDoneAsAWhole() {
        chunks.work(List.of(1, 2), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(1, 2));
        assertThat(bad).isEmpty();
    }

    @Test
    void aBadItemIsToldAndTheOthersAreDoneByThemselves() {
        chunks.work(List.of(2, 3, 4), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(2, 3, 4), List.of(2), List.of(3), List.of(4));
        assertThat(bad).containsExactly(3);
    }

    @Test
    void aSingleItemIsTriedOnce() {
        chunks.work(List.of(3), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).hasSize(1);
        assertThat(bad).containsExactly(3);
    }

    @Test
    void anEndOfTheRunIsNoItemsFaultAndEndsTheChunkAtOnce() {
        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() -> chunks.work(
                        List.of(1, 2),
                        items -> {
                            tried.add(items);
                            throw new RunEnded(7);
                        },
                        (item, failure) -> bad.add(item)));

        assertThat(tried).containsExactly(List.of(1, 2));
        assertThat(bad).isEmpty();
    }

    @Test
    void anEndOfTheRunWhileEachIsTriedByItselfLeavesTheRest() {
        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() -> chunks.work(
                        List.of(3, 4),
                        items -> {
                            refuseThree(items);
                            throw new RunEnded(7);
                        },
                        (item, failure) -> bad.add(item)));

        assertThat(tried).containsExactly(List.of(3, 4), List.of(3), List.of(4));
        assertThat(bad).containsExactly(3);
    }

    @Test
    void whenNotEvenTheFailureCanBeToldTheChunkEnds() {
        assertThatIllegalStateException()
                .isThrownBy(() -> chunks.work(List.of(3, 4), this::refuseThree, (item, failure) -> {
                    throw new IllegalStateException(failure);
                }));

        assertThat(tried).containsExactly(List.of(3, 4), List.of(3));
    }

    @Test
    void aChunkThatLostItsConnectionIsDoneAsAWholeOnceMore() {
        chunks.work(List.of(1, 2), awayUntil(2), (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(1, 2), List.of(1, 2));
        assertThat(bad).isEmpty();
    }

    @Test
    void anItemThatLostItsConnectionIsTriedAgainAndIsNotBad() {
        chunks.work(List.of(1), awayUntil(6), (item, failure) -> bad.add(item));

        assertThat(tried).hasSize(6).containsOnly(List.of(1));
        assertThat(bad).isEmpty();
    }

    @Test
    void aDatabaseThatStaysAwayEndsTheChunkAtTheFirstFailureThatCannotBePutOnRecord() {
        assertThatExceptionOfType(Away.class)
                .isThrownBy(() -> chunks.work(List.of(1, 2), awayUntil(MANY), (item, failure) -> {
                    throw new Away();
                }));

        assertThat(tried).hasSize(14).containsOnly(List.of(1, 2), List.of(1));
    }

    @Test
    void aDatabaseThatStaysAwayEndsTheChunkAtTheSecondItemWhereNothingIsPutOnRecord() {
        assertThatExceptionOfType(Away.class)
                .isThrownBy(() -> chunks.work(List.of(1, 2, 4), awayUntil(MANY), (item, failure) -> bad.add(item)));

        assertThat(tried).containsOnly(List.of(1, 2, 4), List.of(1), List.of(2));
        assertThat(bad).containsExactly(1);
    }

    @Test
    void anItemThatEndsItsConnectionEachTimeIsBadAndStopsNoOther() {
        chunks.work(
                List.of(3, 4, 3, 5),
                items -> {
                    tried.add(items);
                    if (items.contains(3)) {
                        throw new Away();
                    }
                },
                (item, failure) -> bad.add(item));

        assertThat(tried).contains(List.of(4), List.of(5));
        assertThat(bad).containsExactly(3, 3);
    }

    @Test
    void anItemThatSomebodyHoldsIsLeftAndIsNotBad() {
        chunks.work(
                List.of(3, 4),
                items -> {
                    tried.add(items);
                    if (items.contains(3)) {
                        throw new IllegalMonitorStateException();
                    }
                },
                (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(3, 4), List.of(3), List.of(4));
        assertThat(bad).isEmpty();
    }

    @Test
    void aBadItemOfAChunkThatLostItsConnectionIsStillFound() {
        Consumer<List<Integer>> away = awayUntil(2);
        chunks.work(
                List.of(3, 4),
                items -> {
                    away.accept(items);
                    if (items.contains(3)) {
                        throw new IllegalArgumentException();
                    }
                },
                (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(3, 4), List.of(3, 4), List.of(3), List.of(4));
        assertThat(bad).containsExactly(3);
    }

    @Test
    void whoeverIsToEndDoesNotWaitForTheDatabase() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(Away.class)
                .isThrownBy(() -> chunks.work(List.of(1, 2), awayUntil(MANY), (item, failure) -> bad.add(item)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tried).containsExactly(List.of(1, 2));
        assertThat(bad).isEmpty();
    }

    /** @param attempt the first that finds the database there */
    private Consumer<List<Integer>> awayUntil(int attempt) {
        return items -> {
            tried.add(items);
            if (tried.size() < attempt) {
                throw new Away();
            }
        };
    }
}
