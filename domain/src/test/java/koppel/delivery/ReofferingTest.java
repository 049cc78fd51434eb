package koppel.delivery;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.connection.Desk;
import koppel.delivery.Reoffering.Request;
import koppel.document.DocumentId;
import koppel.organisation.Bakery;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.Catalogue;
import koppel.user.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReofferingTest {

    /** Counts how often the job was kicked. */
    private static final class Kicks implements ReofferJob {

        private int afterCommit;

        @Override
        public void kickAfterCommit() {
            afterCommit++;
        }

        @Override
        public void kick() {
            throw new AssertionError("a run that is not committed yet would not be found");
        }
    }

    private final Desk desk = new Desk();
    private final InMemoryReoffers reoffers = new InMemoryReoffers(desk.town.organisations);
    private final Kicks job = new Kicks();
    private final Reoffering reoffering = new Reoffering(
            desk.town.memberships,
            desk.connections,
            reoffers,
            organisation -> ZoneId.of("Europe/Amsterdam"),
            job,
            desk.audit,
            desk.clock);
    private final ReofferingChosen chosen = new ReofferingChosen(reoffers, desk.clock);
    private final ConnectionId connection =
            desk.create(Catalogue.BASECONE).connection().id();
    private final DocumentId bakerys = new DocumentId(UUID.randomUUID());
    private final DocumentId another = new DocumentId(UUID.randomUUID());
    private final DocumentId mills = new DocumentId(UUID.randomUUID());

    @BeforeEach
    void eachHasDocuments() {
        reoffers.know(bakerys, desk.town.bakery.id());
        reoffers.know(another, desk.town.bakery.id());
        reoffers.know(mills, desk.town.mill.id());
    }

    @Test
    void aRunIsPutOnRecordToldAndTheJobKickedOnceItIsCommitted() {
        ReofferRun run = reoffering.start(ADMINISTRATOR, toConnection(connection, bakerys, another));

        assertThat(run.state()).isEqualTo(ReofferRun.State.RUNNING);
        assertThat(run.total()).isEqualTo(2);
        assertThat(job.afterCommit).isEqualTo(1);
        assertThat(desk.audit.last().act()).isEqualTo("reoffer.requested");
        assertThat(desk.audit.last().connection()).contains(connection.value());
        assertThat(desk.audit.last().details())
                .isEqualTo(Map.of("run", run.id().toString(), "total", 2L, "includeRetrieved", false));
    }

    @Test
    void aRunMayBeForAllConnectionsOfAnOrganisation() {
        assertThat(reoffering.start(ADMINISTRATOR, toOrganisation()).total()).isEqualTo(2);
        assertThat(desk.audit.last().connection()).isEmpty();
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        int told = desk.audit.entries().size();

        assertThat(reoffering.dryRun(ADMINISTRATOR, toConnection(connection, bakerys)))
                .isEqualTo(new Reoffers.Foreseen(1, Map.of()));
        assertNothingWasStarted(told);
    }

    @Test
    void membersFindTheRunAndStrangersDoNot() {
        ReofferRun run = reoffering.start(ADMINISTRATOR, toConnection(connection, bakerys));

        assertThat(reoffering.find(Bakery.MEMBER, run.id())).isEqualTo(run);
        assertThatThrownBy(() -> reoffering.find(Bakery.STRANGER, run.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> reoffering.find(ADMINISTRATOR, UUID.randomUUID()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Request neither = new Request(
                Optional.empty(),
                Optional.empty(),
                Collections.nCopies(10_001, bakerys),
                Optional.empty(),
                Optional.empty(),
                false);

        assertInvalid(neither, "connectionId", "documentIds");
    }

    private Request between(String from, String to) {
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        Request request = new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(),
                Moment.parse("from", from, wrong),
                Moment.parse("to", to, wrong),
                false);
        wrong.throwIfAny();
        return request;
    }

    @Test
    void datesAreWholeDaysInTheEnvironmentsZone() {
        ReofferScope scope = reoffers.scopeOf(reoffering.start(ADMINISTRATOR, between("2026-06-10", "2026-06-10")));

        assertThat(scope.from()).contains(Instant.parse("2026-06-09T22:00:00Z"));
        assertThat(scope.to()).contains(Instant.parse("2026-06-10T22:00:00Z"));
    }

    @Test
    void timesAreTakenAsTheyAre() {
        ReofferScope scope = reoffers.scopeOf(
                reoffering.start(ADMINISTRATOR, between("2026-06-10T00:30:00+02:00", "2026-06-10T00:31:00+02:00")));

        assertThat(scope.from()).contains(Instant.parse("2026-06-09T22:30:00Z"));
        assertThat(scope.to()).contains(Instant.parse("2026-06-09T22:31:00Z"));
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        assertInvalid(between("2026-06-10", "2026-06-09"), "to");
        assertInvalid(between("2026-06-10T12:00:00Z", "2026-06-10T12:00:00Z"), "to");
        // half past eleven in the evening of the day before, by the environment's clock
        assertInvalid(between("2026-06-10", "2026-06-09T21:30:00Z"), "to");
    }

    @Test
    void aConnectionAndAnOrganisationTogetherAreRefused() {
        assertInvalid(
                new Request(
                        Optional.of(connection),
                        Optional.of(desk.town.bakery.publicId()),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                "connectionId");
    }

    @Test
    void nothingIsOfferedToARevokedConnection() {
        desk.revoking.revoke(ADMINISTRATOR, connection);
        int told = desk.audit.entries().size();

        assertThatThrownBy(() -> reoffering.start(ADMINISTRATOR, toConnection(connection, bakerys)))
                .isInstanceOfSatisfying(
                        WrongState.class, refused -> assertThat(refused.code()).isEqualTo("connection-not-active"));
        assertNothingWasStarted(told);
    }

    @Test
    void aDeletedConnectionIsNotFound() {
        desk.revoking.revoke(ADMINISTRATOR, connection);
        desk.deleting.delete(ADMINISTRATOR, connection);

        assertNotFound(ADMINISTRATOR, toConnection(connection, bakerys));
    }

    @Test
    void anotherOrganisationsDocumentIsNotFoundEvenAmongOnesOwn() {
        assertNotFound(ADMINISTRATOR, toConnection(connection, bakerys, mills));
    }

    @Test
    void onlyAnAdministratorReoffers() {
        assertNotFound(Bakery.STRANGER, toConnection(connection, bakerys));
        assertNotFound(Bakery.MEMBER, toConnection(connection, bakerys));
        assertNotFound(Bakery.STRANGER, toOrganisation());
        assertThatThrownBy(() -> reoffering.start(Bakery.MEMBER, toOrganisation()))
                .isInstanceOf(NotAllowed.class);
        assertThat(reoffers.runs()).isZero();
    }

    @Test
    void onlyWithoutAnyChoiceItIsAboutEverythingUnretrieved() {
        Instant moment = desk.clock.now();

        assertThat(scope(List.of(), Optional.empty(), Optional.empty(), false)).isTrue();
        assertThat(scope(List.of(bakerys), Optional.empty(), Optional.empty(), false))
                .isFalse();
        assertThat(scope(List.of(), Optional.of(moment), Optional.empty(), false))
                .isFalse();
        assertThat(scope(List.of(), Optional.empty(), Optional.of(moment), false))
                .isFalse();
        assertThat(scope(List.of(), Optional.empty(), Optional.empty(), true)).isFalse();
    }

    @Test
    void theJobDoesEachItemOnceAndThenCompletesTheRun() {
        ReofferRun run = reoffering.start(ADMINISTRATOR, toConnection(connection, bakerys, another));
        assertThat(chosen.anyOpen()).isTrue();

        List<Reoffers.ItemId> first = chosen.open(Optional.empty(), 1, Share.ALL);
        assertThat(chosen.process(first).done()).isEqualTo(1);
        assertThat(chosen.process(first).done()).isZero();
        assertThat(chosen.completeFinished()).isZero();

        List<Reoffers.ItemId> second = chosen.open(Optional.of(first.get(0)), 10, Share.ALL);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
        chosen.process(second);
        desk.clock.advance(Duration.ofSeconds(1));

        assertThat(chosen.process(List.of()).done()).isZero();
        assertThat(chosen.completeFinished()).isEqualTo(1);
        assertThat(chosen.anyOpen()).isFalse();
        ReofferRun completed = reoffering.find(ADMINISTRATOR, run.id());
        assertThat(completed.state()).isEqualTo(ReofferRun.State.COMPLETED);
        assertThat(completed.endedOn()).contains(desk.clock.now());
    }

    @Test
    void statesAndReasonsAreKnownByTheirWordsAndNoOthers() {
        for (ReofferRun.State state : ReofferRun.State.values()) {
            assertThat(ReofferRun.State.ofWord(state.word())).isEqualTo(state);
        }
        for (ReofferRun.SkipReason reason : ReofferRun.SkipReason.values()) {
            assertThat(ReofferRun.SkipReason.ofWord(reason.word())).contains(reason);
        }
        assertThat(ReofferRun.SkipReason.ofWord("lost")).isEmpty();
        assertThatThrownBy(() -> ReofferRun.State.ofWord("lost")).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean scope(
            List<DocumentId> documents, Optional<Instant> from, Optional<Instant> to, boolean includeRetrieved) {
        return new ReofferScope(desk.town.bakery.id(), Optional.empty(), documents, from, to, includeRetrieved)
                .isEverythingUnretrieved();
    }

    private static Request toConnection(ConnectionId connection, DocumentId... documents) {
        return new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private Request toOrganisation() {
        return new Request(
                Optional.empty(),
                Optional.of(desk.town.bakery.publicId()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private void assertInvalid(Request request, String... fields) {
        int told = desk.audit.entries().size();
        assertThatThrownBy(() -> reoffering.start(ADMINISTRATOR, request))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly(fields));
        assertNothingWasStarted(told);
    }

    private void assertNotFound(Actor actor, Request request) {
        int told = desk.audit.entries().size();
        assertThatThrownBy(() -> reoffering.start(actor, request)).isInstanceOf(NotFound.class);
        assertNothingWasStarted(told);
    }

    private void assertNothingWasStarted(int told) {
        assertThat(reoffers.runs()).isZero();
        assertThat(job.afterCommit).isZero();
        assertThat(desk.audit.entries()).hasSize(told);
    }
}
