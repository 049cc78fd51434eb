package koppel.persistence.connection.machine;

import static org.assertj.core.api.Assertions.assertThat;

import koppel.persistence.Database;
import org.junit.jupiter.api.Test;

/** A small number here; the benchmark program does a hundred thousand. */
class MachineTest {

    @Test
    void whateverSeveralPeopleDoAtOnceWhatMustHoldHolds() throws InterruptedException {
        Machine.Report report = Machine.run(1_800, 20_261_123);

        assertThat(report.broken()).isEmpty();
        assertThat(report.steps()).isGreaterThanOrEqualTo(1_800);
        assertThat(report.refusals()).isBetween(1L, report.steps());
    }

    @Test
    void theInvariantsFindWhatBreaksThem() {
        World world = new World();
        world.first.connect("basecone");
        assertThat(Invariants.broken(world)).singleElement().asString().startsWith("everyActIsInTheAudit");

        Database.get()
                .execute("UPDATE delivery_queue SET open = false WHERE organisation_id = ?", world.organisations()[0]);
        Database.get()
                .execute(
                        "UPDATE key_generation SET valid_until = now(), ended_why = 'renewed' WHERE organisation_id = ?",
                        world.organisations()[0]);
        assertThat(Invariants.broken(world))
                .anyMatch(broken -> broken.startsWith("whatIsServedIsOpenOrDue"))
                .anyMatch(broken -> broken.startsWith("anActiveConnectionHasOneCurrentSet"));
    }
}
