package koppel.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import koppel.batchrun.RunEnded;
import org.junit.jupiter.api.Test;

class WholeOrSinglyTest {

    private final List<List<Integer>> tried = new ArrayList<>();
    private final List<Integer> bad = new ArrayList<>();

    private void refuseThree(List<Integer> items) {
        tried.add(items);
        if (items.contains(3)) {
            throw new IllegalArgumentException();
        }
    }

    @Test
    void goodItemsAreDoneAsAWhole() {
        WholeOrSingly.work(List.of(1, 2), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(1, 2));
        assertThat(bad).isEmpty();
    }

    @Test
    void aBadItemIsToldAndTheOthersAreDoneByThemselves() {
        WholeOrSingly.work(List.of(2, 3, 4), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).containsExactly(List.of(2, 3, 4), List.of(2), List.of(3), List.of(4));
        assertThat(bad).containsExactly(3);
    }

    @Test
    void aSingleItemIsTriedOnce() {
        WholeOrSingly.work(List.of(3), this::refuseThree, (item, failure) -> bad.add(item));

        assertThat(tried).hasSize(1);
        assertThat(bad).containsExactly(3);
    }

    @Test
    void anEndOfTheRunIsNoItemsFaultAndEndsTheChunkAtOnce() {
        assertThatExceptionOfType(RunEnded.class)
                .isThrownBy(() -> WholeOrSingly.work(
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
                .isThrownBy(() -> WholeOrSingly.work(
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
                .isThrownBy(() -> WholeOrSingly.work(List.of(3, 4), this::refuseThree, (item, failure) -> {
                    throw new IllegalStateException(failure);
                }));

        assertThat(tried).containsExactly(List.of(3, 4), List.of(3));
    }
}
