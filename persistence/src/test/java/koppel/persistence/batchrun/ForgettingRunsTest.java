package koppel.persistence.batchrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.batchrun.BatchRuns.ItemResult;
import koppel.batchrun.OperatingJobs;
import koppel.batchrun.OwningJobs;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import org.junit.jupiter.api.Test;

/** Old runs are forgotten with all that the batch runtime keeps of them, and nothing else is. */
class ForgettingRunsTest {

    private static final List<String> TABLES = List.of(
            "b_jobinstancedata",
            "b_executioninstancedata",
            "b_stepexecutioninstancedata",
            "b_jobstatus",
            "b_stepstatus",
            "b_checkpointdata");

    /** With a clock of its own, since months pass. */
    private static final Database DATABASE = Database.fresh("forgetting");

    private static final Installation FORGETTING = Installation.on(DATABASE);

    private final Installation koppel = FORGETTING;
    private final Database database = DATABASE;
    private final OwningJobs jobs = koppel.use(OwningJobs.class);
    private final String job = "job " + UUID.randomUUID();

    private long begin() {
        return koppel.in(() -> jobs.begin(job, "node")).orElseThrow();
    }

    /** Ends the run with something done, so that it is kept. */
    private void end(long run) {
        koppel.doing(() -> jobs.addResults(run, List.of(new ItemResult(Optional.empty(), true, 1, "done"))));
        koppel.doing(() -> jobs.end(run, "completed"));
    }

    private void forgetOld() {
        koppel.doing(() -> koppel.use(OperatingJobs.class).forgetOld());
    }

    private void laterThanAllIsKept() {
        koppel.clock().advance(OperatingJobs.MEMORY.plus(Duration.ofDays(1)));
    }

    /** What the runtime wrote for an execution of the job with a partitioned step. */
    private record Kept(long instance, long execution, long partition) {}

    private Kept executed(Instant at) {
        return executed("reoffer", at);
    }

    private Kept executed(String name, Instant at) {
        long instance = instance(name);
        long execution = execution(instance, at);
        long partition = instance(":" + instance + ":chosen-documents:0");
        execution(partition, at);
        return new Kept(instance, execution, partition);
    }

    private long instance(String name) {
        long instance = database.number(
                "INSERT INTO b_jobinstancedata (name, apptag) VALUES (?, 'koppel') RETURNING jobinstanceid", name);
        database.execute("INSERT INTO b_jobstatus (id) VALUES (?)", instance);
        database.execute("INSERT INTO b_checkpointdata (id) VALUES (?)", instance + ",READER,chosen-documents");
        return instance;
    }

    private long execution(long instance, Instant at) {
        long execution = database.number("""
                INSERT INTO b_executioninstancedata (jobinstanceid, createtime, batchstatus)
                VALUES (?, ?::timestamptz::timestamp, 'COMPLETED') RETURNING jobexecid""", instance, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
        long step = database.number(
                "INSERT INTO b_stepexecutioninstancedata (jobexecid, stepname) VALUES (?, 'due-queues') RETURNING stepexecid",
                execution);
        database.execute("INSERT INTO b_stepstatus (id) VALUES (?)", step);
        return execution;
    }

    /** In how many tables each of the instances has rows. */
    private List<Long> tablesWith(long... instances) {
        return Arrays.stream(instances)
                .mapToObj(instance -> database.number("""
                        WITH e AS (SELECT jobexecid FROM b_executioninstancedata WHERE jobinstanceid = ?),
                        s AS (SELECT stepexecid FROM b_stepexecutioninstancedata JOIN e USING (jobexecid))
                        SELECT (SELECT count(*) FROM b_jobinstancedata WHERE jobinstanceid = ?) + (SELECT count(*) FROM e)
                             + (SELECT count(*) FROM s) + (SELECT count(*) FROM b_jobstatus WHERE id = ?)
                             + (SELECT count(*) FROM b_stepstatus WHERE id IN (SELECT stepexecid FROM s))
                             + (SELECT count(*) FROM b_checkpointdata WHERE split_part(id, ',', 1) = ?)""", instance, instance, instance, Long.toString(instance)))
                .toList();
    }

    private List<Long> tablesWith(Kept kept) {
        return tablesWith(kept.instance(), kept.partition());
    }

    private static List<Long> all() {
        return List.of((long) TABLES.size(), (long) TABLES.size());
    }

    private static List<Long> none() {
        return List.of(0L, 0L);
    }

    @Test
    void anOldRunGoesWithItsResultsAndAllThatTheRuntimeKeptOfIt() {
        long old = begin();
        Kept ofOld = executed(koppel.clock().now());
        koppel.doing(() -> jobs.linkExecution(old, ofOld.execution()));
        end(old);
        assertThat(tablesWith(ofOld)).isEqualTo(all());
        laterThanAllIsKept();
        long recent = begin();
        Kept ofRecent = executed(koppel.clock().now());
        koppel.doing(() -> jobs.linkExecution(recent, ofRecent.execution()));
        end(recent);

        forgetOld();

        assertThat(koppel.in(() -> jobs.byId(old))).isEmpty();
        assertThat(database.number("SELECT count(*) FROM batch_result WHERE batch_run_id = ?", old))
                .isZero();
        assertThat(tablesWith(ofOld)).isEqualTo(none());
        assertThat(koppel.in(() -> jobs.byId(recent))).isPresent();
        assertThat(database.number("SELECT count(*) FROM batch_result WHERE batch_run_id = ?", recent))
                .isEqualTo(1);
        assertThat(tablesWith(ofRecent)).isEqualTo(all());
    }

    @Test
    void whatTheRuntimeKeptOfARunThatFoundNothingGoesByItsAge() {
        long empty = begin();
        Kept ofEmpty = executed(koppel.clock().now());
        koppel.doing(() -> jobs.linkExecution(empty, ofEmpty.execution()));
        koppel.doing(() -> jobs.end(empty, "completed"));
        assertThat(koppel.in(() -> jobs.byId(empty))).isEmpty();

        koppel.clock().advance(OperatingJobs.MEMORY.minus(Duration.ofDays(1)));
        forgetOld();
        assertThat(tablesWith(ofEmpty)).isEqualTo(all());

        koppel.clock().advance(Duration.ofDays(2));
        forgetOld();
        assertThat(tablesWith(ofEmpty)).isEqualTo(none());
    }

    @Test
    void anOwnerThatDiedBeforeItNamedItsExecutionLeavesNothingForEver() {
        long died = begin();
        long neverExecuted = instance("reoffer");
        Kept unnamed = executed(koppel.clock().now());
        laterThanAllIsKept();
        koppel.in(jobs::reap);
        Kept justBegun = executed(koppel.clock().now());
        long notYetExecuted = instance("reoffer");

        forgetOld();

        assertThat(tablesWith(unnamed)).isEqualTo(none());
        assertThat(tablesWith(neverExecuted)).containsExactly(0L);
        assertThat(tablesWith(justBegun)).isEqualTo(all());
        assertThat(tablesWith(notYetExecuted)).containsExactly(3L);
        assertThat(koppel.in(() -> jobs.byId(died)).orElseThrow().state()).isEqualTo("failed");
    }

    @Test
    void whatTheRuntimeKeepsOfOtherApplicationsIsTheirs() {
        Kept ofOthers = executed("nightly-invoices", koppel.clock().now());
        long neverExecuted = instance("nightly-invoices");
        laterThanAllIsKept();
        executed(koppel.clock().now());

        forgetOld();

        assertThat(tablesWith(ofOthers)).isEqualTo(all());
        assertThat(tablesWith(neverExecuted)).containsExactly(3L);
    }

    @Test
    void whatARunThatIsUnderWayNeedsStaysHoweverOldItIs() {
        long run = begin();
        Kept live = executed(koppel.clock().now());
        koppel.doing(() -> jobs.linkExecution(run, live.execution()));
        laterThanAllIsKept();

        forgetOld();

        assertThat(tablesWith(live)).isEqualTo(all());
        assertThat(koppel.in(() -> jobs.byId(run)).orElseThrow().state()).isEqualTo("running");
    }

    @Test
    void aReofferTellsWhatItLeftOutAlsoWhenItsItemsAreForgotten() {
        Installation ofAll = Installation.get();
        Company company = Company.create();
        AccountingPackage yuki = company.connect("yuki");
        List<DocumentId> received = company.receive(5);
        yuki.download(received.get(0));
        yuki.download(received.get(1));
        Database.get()
                .execute(
                        "UPDATE document SET expires_at = received_at + interval '1 second' WHERE document_id = ?",
                        received.get(2).value());
        ofAll.clock().advance(Duration.ofSeconds(2));
        UUID run = company.reoffer(new Request(
                        Optional.of(yuki.connection()),
                        Optional.empty(),
                        received,
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .id();
        Database.get()
                .execute(
                        "UPDATE reoffer_run SET started_at = started_at - interval '91 days', ended_at = ended_at - interval '91 days' WHERE run_id = ?",
                        run);
        ReofferRun before = company.find(run);
        assertThat(before.skipped()).isEqualTo(Map.of(SkipReason.RETRIEVED, 2L, SkipReason.EXPIRED, 1L));

        ofAll.doing(() -> ofAll.use(OperatingJobs.class).forgetOld());
        ofAll.doing(() -> ofAll.use(OperatingJobs.class).forgetOld());

        assertThat(Database.get().number("SELECT count(*) FROM reoffer_item WHERE run_id = ?", run))
                .isZero();
        assertThat(company.find(run)).isEqualTo(before);
    }
}
