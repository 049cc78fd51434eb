package koppel.batch.reoffer;

import static koppel.batch.reoffer.FakeTables.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Share;
import org.junit.jupiter.api.Test;

/** The reader and the writer of chosen documents, driven as the batch runtime drives them. */
class ChosenItemsTest extends ChunksCase {

    @Test
    void anItemReaderThatOpensWithACheckpointGoesOnBehindIt() {
        IntStream.rangeClosed(1, 10).forEach(number -> tables.open.add(item(number)));
        items.read(RUN, Share.ALL);
        items.read(RUN, Share.ALL);
        ChosenItemReader next = new ChosenItemReader(tables.reofferingChosen, runs);
        next.open(items.checkpointInfo());

        assertThat(next.read(RUN, Share.ALL)).isEqualTo(item(3));
    }

    @Test
    void itemsOfARunThatWasStoppedAreNotCountedNorTriedByThemselves() {
        List<ItemId> chosen = List.of(item(1), item(2));
        tables.open.addAll(chosen);
        tables.states.put(RUN, "stopped");

        offering.write(RUN, chosen);

        assertThat(tables.done).isZero();
        assertThat(tables.results).isEmpty();
        assertThat(metrics.values()).allMatch(counted -> counted == 0);
        assertThat(runs.goesOn(RUN)).isFalse();
    }

    @Test
    void itemsAreDoneAndCounted() {
        List<ItemId> chosen = List.of(item(1), item(2));
        tables.open.addAll(chosen);
        offering.write(RUN, chosen);

        assertThat(tables.open).isEmpty();
        assertThat(tables.done).isEqualTo(2);
        assertThat(tables.results).isEmpty();
        assertThat(metrics).containsEntry("koppel_reoffer_items", 2L);
    }

    @Test
    void whatIsLeftOutIsDoneAndIsNotCountedAsOfferedAgain() {
        List<ItemId> chosen = List.of(item(1), item(2), item(3));
        tables.open.addAll(chosen);
        tables.retrieved.addAll(List.of(item(1), item(3)));
        offering.write(RUN, chosen);

        assertThat(tables.done).isEqualTo(3);
        assertThat(metrics).containsEntry("koppel_reoffer_items", 1L);
    }

    @Test
    void aBadItemIsRecordedByItsReofferAndNumberAndTheOthersAreDone() {
        List<ItemId> chosen = List.of(item(1), item(2), item(3));
        tables.open.addAll(chosen);
        tables.bad.add(item(2));
        offering.write(RUN, chosen);

        assertThat(tables.open).containsExactly(item(2));
        assertThat(tables.failed).containsExactly(item(2));
        assertThat(tables.done).isEqualTo(2);
        assertThat(tables.results)
                .containsExactly(new ItemResult(
                        Optional.empty(),
                        false,
                        0,
                        "re-offer 00000000-0000-0000-0000-000000000001 item 2: IllegalStateException"));
    }

    @Test
    void aBadItemWhoseFailureCannotEvenBeNotedStopsNoOther() {
        List<ItemId> chosen = List.of(item(1), item(2), item(3));
        tables.open.addAll(chosen);
        tables.bad.add(item(2));
        tables.unwritable = true;
        offering.write(RUN, chosen);

        assertThat(tables.open).containsExactly(item(2));
        assertThat(tables.done).isEqualTo(2);
        assertThat(tables.results).filteredOn(result -> !result.done()).hasSize(1);
        assertThat(metrics).containsEntry("koppel_reoffer_failures", 1L);
    }
}
