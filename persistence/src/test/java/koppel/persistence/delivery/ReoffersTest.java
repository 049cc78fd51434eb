package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.Reoffers;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Share;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.ReleasingDuplicate;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import org.junit.jupiter.api.Test;

/** Re-offers that people ask for. */
class ReoffersTest {

    private final Installation koppel = Installation.get();
    private final Reoffers reoffers = koppel.use(Reoffers.class);
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connectExplicit("yuki");
    private final ConnectionId connection = yuki.connection();

    private Request everything() {
        return new Request(
                Optional.of(connection), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false);
    }

    private Request everythingOfTheOrganisation() {
        return new Request(
                Optional.empty(),
                Optional.of(company.organisation().publicId()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private Request selection(boolean includeRetrieved, DocumentId... documents) {
        return new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                includeRetrieved);
    }

    private Request ofTheOrganisation(DocumentId... documents) {
        return new Request(
                Optional.empty(),
                Optional.of(company.organisation().publicId()),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private Request range(Instant from, Instant to, boolean includeRetrieved) {
        return new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(),
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                includeRetrieved);
    }

    private static void assertCompleted(ReofferRun run, long offered, Map<SkipReason, Long> skipped) {
        long left = skipped.values().stream().mapToLong(Long::longValue).sum();
        assertThat(run.state()).isEqualTo(ReofferRun.State.COMPLETED);
        assertThat(run.offered()).isEqualTo(offered);
        assertThat(run.skipped()).isEqualTo(skipped);
        assertThat(run.total()).isEqualTo(offered + left);
        assertThat(run.done()).isEqualTo(run.total());
        assertThat(run.endedOn()).hasValueSatisfying(ended -> assertThat(ended).isAfterOrEqualTo(run.startedOn()));
    }

    @Test
    void everythingUnretrievedIsOfferedAnewByOneEpoch() {
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received.get(0));
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        assertThat(company.dryRun(everything())).isEqualTo(2);

        ReofferRun asked = company.askReoffer(everything());
        assertThat(asked.state()).isEqualTo(ReofferRun.State.RUNNING);
        assertThat(asked.total()).isEqualTo(2);
        assertThat(yuki.list(cursor, 10).items()).isEmpty();
        company.work();

        assertCompleted(company.find(asked.id()), 2, Map.of());
        assertThat(yuki.list(cursor, 10).items())
                .extracting(Offer::document)
                .containsExactly(received.get(1), received.get(2));
        assertThat(yuki.offers()).allMatch(Offer::reoffered);
    }

    @Test
    void aRunOverNothingIsCompletedAtOnce() {
        ReofferRun run = company.askReoffer(everything());

        assertCompleted(run, 0, Map.of());
        assertThat(company.due()).isEmpty();
        assertCompleted(company.askReoffer(range(Instant.EPOCH, null, true)), 0, Map.of());
    }

    @Test
    void aDryRunChangesNothing() {
        DocumentId received = company.receive();
        assertThat(company.dryRun(everything())).isEqualTo(1);
        assertThat(company.dryRun(selection(false, received))).isEqualTo(1);
        assertThat(company.dryRun(range(Instant.EPOCH, null, false))).isEqualTo(1);

        assertThat(company.due()).isEmpty();
        assertThat(company.openItems()).isEmpty();
    }

    @Test
    void anOrganisationsEverythingIsCountedForEachActiveConsumer() {
        AccountingPackage basecone = company.connect("basecone");
        AccountingPackage revoked = company.connect("whitevision");
        company.receive(2);
        company.revoke(revoked.connection());
        basecone.download(basecone.listed().get(0));

        ReofferRun run = company.reoffer(everythingOfTheOrganisation());

        assertCompleted(run, 3, Map.of());
        assertThat(yuki.offers()).hasSize(2).allMatch(Offer::reoffered);
        assertThat(basecone.offers()).hasSize(1).allMatch(Offer::reoffered);
    }

    @Test
    void whoAsksForTheSameTwiceGetsTwoRunsThatOneEpochCompletes() {
        company.receive(3);
        ReofferRun one = company.askReoffer(everything());
        ReofferRun other = company.askReoffer(everything());
        DocumentId fresh = company.receive();

        company.work();

        assertCompleted(company.find(one.id()), 4, Map.of());
        assertCompleted(company.find(other.id()), 4, Map.of());
        assertThat(yuki.listed()).hasSize(4).contains(fresh);
    }

    @Test
    void aRunThatJoinsAReconnectionIsCompletedByItsEpoch() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);

        ReofferRun run = company.reoffer(everything());

        assertCompleted(run, 2, Map.of());
    }

    @Test
    void whatIsRetrievedBeforeTheEpochStartsIsToldAsRetrieved() {
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(everything());
        yuki.acknowledge(received.subList(0, 2));

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of(SkipReason.RETRIEVED, 2L));
    }

    @Test
    void aRevocationBeforeTheEpochStartsIsToldAsNotConnected() {
        company.receive(3);
        ReofferRun run = company.askReoffer(everything());
        company.revoke(connection);

        company.work();

        assertCompleted(company.find(run.id()), 0, Map.of(SkipReason.NOT_CONNECTED, 3L));
    }

    @Test
    void nothingIsEverOfferedToARevokedConnection() {
        DocumentId received = company.receive();
        company.revoke(connection);

        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.askReoffer(everything()));
        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.dryRun(selection(true, received)));
    }

    @Test
    void aSelectionGetsPositionsOfItsOwnBehindTheOthers() {
        List<DocumentId> received = company.receive(4);
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();

        ReofferRun run = company.reoffer(selection(false, received.get(2), received.get(0), received.get(2)));

        assertCompleted(run, 2, Map.of());
        assertThat(yuki.list(cursor, 10).items())
                .extracting(Offer::document)
                .containsExactly(received.get(0), received.get(2));
        assertThat(yuki.listed()).containsExactly(received.get(1), received.get(3), received.get(0), received.get(2));
        assertThat(Database.get()
                        .texts(
                                "SELECT event FROM offer_event WHERE document_id = ?",
                                received.get(0).value()))
                .containsExactly("reoffered");
    }

    @Test
    void whatWasRetrievedIsSkippedUnlessItIsAskedFor() {
        DocumentId retrieved = company.receive();
        yuki.acknowledge(retrieved);

        assertCompleted(company.reoffer(selection(false, retrieved)), 0, Map.of(SkipReason.RETRIEVED, 1L));
        assertThat(yuki.listed()).isEmpty();

        for (int times = 1; times <= 3; times++) {
            assertCompleted(company.reoffer(selection(true, retrieved)), 1, Map.of());
            assertThat(yuki.offers()).singleElement().satisfies(offer -> assertThat(offer.reoffered())
                    .isTrue());
            yuki.acknowledge(retrieved);
            assertThat(yuki.listed()).isEmpty();
        }
        assertThat(Database.get().number("SELECT count(*) FROM retrieval WHERE document_id = ?", retrieved.value()))
                .isEqualTo(4);
    }

    @Test
    void whatWasRetrievedAndOfferedAgainIsUnretrieved() {
        DocumentId again = company.receive();
        yuki.acknowledge(again);
        company.reoffer(selection(true, again));

        assertThat(company.dryRun(range(Instant.EPOCH, null, false))).isEqualTo(1);
        assertCompleted(company.reoffer(selection(false, again)), 1, Map.of());
    }

    @Test
    void leasedDuplicateAndExpiredDocumentsAreSkippedWithTheirReason() {
        Document leased = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        Document expired = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        Document duplicate = company.receive(leased.head(), Bytes.of("<Invoice/>"));
        yuki.download(leased.id());
        Database.get()
                .execute(
                        "UPDATE document SET expires_at = received_at + interval '1 second' WHERE document_id = ?",
                        expired.id().value());
        koppel.clock().advance(Duration.ofSeconds(2));

        ReofferRun run = company.reoffer(selection(true, leased.id(), duplicate.id(), expired.id()));

        assertCompleted(run, 0, Map.of(SkipReason.LEASED, 1L, SkipReason.DUPLICATE, 1L, SkipReason.EXPIRED, 1L));
        assertThat(yuki.listed()).isEmpty();
    }

    @Test
    void aDuplicateMarkedAsOriginalIsNoLongerSkipped() {
        Document original = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        Document duplicate = company.receive(original.head(), Bytes.of("<Invoice/>"));
        koppel.doing(() -> koppel.use(ReleasingDuplicate.class)
                .release(company.administrator(), company.organisation().publicId(), duplicate.id()));

        assertCompleted(company.reoffer(selection(false, duplicate.id())), 1, Map.of());
    }

    @Test
    void documentsFromBeforeTheStartDateAreSkipped() {
        DocumentId early = company.receive();
        Database.get()
                .execute(
                        "UPDATE connection_organisation SET start_date = current_date + 10000 WHERE connection_id = ?",
                        connection.value());

        assertCompleted(company.reoffer(selection(true, early)), 0, Map.of(SkipReason.BEFORE_START_DATE, 1L));
    }

    @Test
    void theStartDateIsADayInTheEnvironmentsZone() {
        DocumentId received = company.receive();
        // half past midnight in Amsterdam is still the day before by Greenwich
        Database.get()
                .execute(
                        "UPDATE document SET received_at = '2026-06-09T22:30:00Z' WHERE document_id = ?",
                        received.value());
        Database.get()
                .execute(
                        "UPDATE connection_organisation SET start_date = '2026-06-10' WHERE connection_id = ?",
                        connection.value());

        assertCompleted(company.reoffer(selection(false, received)), 1, Map.of());
    }

    @Test
    void aDateRangeIsAboutWhatWasReceivedInIt() {
        DocumentId before = company.receive();
        Instant from = koppel.clock().now();
        DocumentId first = company.receive();
        DocumentId retrieved = company.receive();
        Instant to = koppel.clock().now();
        DocumentId after = company.receive();
        yuki.acknowledge(retrieved);
        assertThat(company.dryRun(range(from, to, false))).isEqualTo(1);
        assertThat(company.dryRun(range(from, null, false))).isEqualTo(2);
        assertThat(company.dryRun(range(null, to, false))).isEqualTo(2);

        assertCompleted(company.reoffer(range(from, to, false)), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(before, after, first);

        assertCompleted(company.reoffer(range(from, to, true)), 2, Map.of());
        assertThat(yuki.listed()).containsExactly(before, after, first, retrieved);
    }

    @Test
    void includeRetrievedWithoutARangeIsAboutEverythingEverReceived() {
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received);

        assertCompleted(company.reoffer(selection(true)), 3, Map.of());
        assertThat(yuki.listed()).isEqualTo(received);
    }

    @Test
    void olderDocumentsReachAFurtherConsumerByAReoffer() {
        List<DocumentId> received = company.receive(2);
        AccountingPackage further = company.connect("basecone");
        assertThat(further.listed()).isEmpty();

        ReofferRun run = company.reoffer(new Request(
                Optional.of(further.connection()),
                Optional.empty(),
                List.of(),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                false));

        assertCompleted(run, 2, Map.of());
        assertThat(further.listed()).isEqualTo(received);
    }

    @Test
    void aWithdrawnDocumentComesBackByAReoffer() {
        DocumentId withdrawn = company.receive();
        yuki.withdraw(withdrawn);

        assertCompleted(company.reoffer(selection(false, withdrawn)), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(withdrawn);
    }

    @Test
    void whatLiesBelowTheFloorIsLiftedByASelection() {
        List<DocumentId> received = company.receive(2);
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection, false);

        assertCompleted(company.reoffer(selection(false, received.get(1))), 1, Map.of());

        assertThat(reconnected.listed()).containsExactly(received.get(1));
    }

    @Test
    void aDocumentChosenWhileTheQueueIsDueIsOfferedByThatEpoch() {
        DocumentId retrieved = company.receive();
        DocumentId waiting = company.receive();
        yuki.acknowledge(retrieved);
        company.revoke(connection);
        AccountingPackage reconnected = company.reconnect(connection);
        ReofferRun run = company.askReoffer(selection(true, retrieved));
        // the items come first this time
        assertThat(company.process(company.openItems())).isEqualTo(1);
        assertThat(reconnected.listed()).isEmpty();

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of());
        assertThat(reconnected.listed()).containsExactly(waiting, retrieved);
    }

    @Test
    void nothingSentIsReofferedToTheConnectionThatSentIt() {
        Company buyer = Company.create();
        AccountingPackage sender = company.connect("own-app");
        DocumentId sent = sender.send(buyer, null);
        Request toSender = new Request(
                Optional.of(sender.connection()),
                Optional.empty(),
                List.of(),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                true);

        assertThat(company.dryRun(toSender)).isZero();
        company.reoffer(toSender);
        company.reoffer(ofTheOrganisation(sent));

        assertThat(sender.sales().listed()).isEmpty();
        assertThat(yuki.sales().listed()).containsExactly(sent);
    }

    @Test
    void aSelectionForTheOrganisationGoesToEachActiveConsumerAndToNoOther() {
        AccountingPackage basecone = company.connect("basecone");
        AccountingPackage revoked = company.connect("whitevision");
        DocumentId received = company.receive();
        company.revoke(revoked.connection());

        assertCompleted(company.reoffer(ofTheOrganisation(received)), 2, Map.of());
        assertThat(basecone.offers()).allMatch(Offer::reoffered);
    }

    @Test
    void aSelectionGetsAnOutcomeAlsoWhereNothingIsConnected() {
        Company alone = Company.create();
        DocumentId received = alone.receive();
        Request request = new Request(
                Optional.empty(),
                Optional.of(alone.organisation().publicId()),
                List.of(received),
                Optional.empty(),
                Optional.empty(),
                false);

        assertCompleted(alone.reoffer(request), 0, Map.of(SkipReason.NOT_CONNECTED, 1L));
        alone.revoke(alone.connect("yuki").connection());
        assertCompleted(alone.reoffer(request), 0, Map.of(SkipReason.NOT_CONNECTED, 1L));
    }

    @Test
    void whatIsNotTheOrganisationsIsNotFound() {
        Company stranger = Company.create();
        DocumentId theirs = stranger.receive();
        ConnectionId foreign = stranger.connect("yuki").connection();

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.askReoffer(selection(true, theirs)));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.askReoffer(ofTheOrganisation(theirs)));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> company.askReoffer(new Request(
                        Optional.of(foreign), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false)));
        ReofferRun run = company.askReoffer(everything());
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> stranger.find(run.id()));
    }

    @Test
    void itemsAreGivenInTheirOrderAndARunShowsHowFarItIs() {
        List<DocumentId> received = company.receive(5);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        List<ItemId> items = company.openItems();
        assertThat(items).extracting(ItemId::number).containsExactly(1, 2, 3, 4, 5);

        assertThat(company.process(items.subList(0, 2))).isEqualTo(2);

        assertThat(company.find(run.id()).done()).isEqualTo(2);
        assertThat(company.find(run.id()).total()).isEqualTo(5);
        assertThat(koppel.in(() -> reoffers.anyOpen())).isTrue();
        assertThat(koppel.in(() -> reoffers.open(Optional.of(items.get(3)), 10, Share.ALL)))
                .contains(items.get(4))
                .doesNotContain(items.get(3));
        assertThat(company.openItems()).isEqualTo(items.subList(2, 5));
        koppel.doing(() -> reoffers.completeFinished(koppel.clock().now()));
        assertThat(company.find(run.id()).state()).isEqualTo(ReofferRun.State.RUNNING);
    }

    @Test
    void doingTheSameItemsTwiceDoesThemOnce() {
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        List<ItemId> items = company.openItems();

        List<Threads.Outcome<Integer>> outcomes = Threads.atOnce(4, i -> company.process(items));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes.stream().mapToInt(Threads.Outcome::result).sum()).isEqualTo(3);
        company.work();
        assertCompleted(company.find(run.id()), 3, Map.of());
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM offer_event WHERE organisation_id = ? AND event = 'reoffered'",
                                company.organisation().id().number()))
                .isEqualTo(3);
    }

    @Test
    void aRevocationMeanwhileLeavesTheRestNotConnected() {
        List<DocumentId> received = company.receive(4);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        company.process(company.openItems().subList(0, 1));
        company.revoke(connection);

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of(SkipReason.NOT_CONNECTED, 3L));
    }

    @Test
    void runsOverTheSameDocumentsDoneTogetherMakeOneOffer() {
        DocumentId received = company.receive();
        ReofferRun one = company.askReoffer(selection(false, received));
        ReofferRun other = company.askReoffer(selection(false, received));

        company.work();

        assertCompleted(company.find(one.id()), 1, Map.of());
        assertCompleted(company.find(other.id()), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(received);
    }

    @Test
    void runsThatMeetOverTheSameQueuesNeverDeadlock() {
        company.connect("basecone");
        company.connect("whitevision");
        company.receive(20);
        long deadlocks = Database.get().deadlocks();
        for (int round = 0; round < 3; round++) {
            company.askReoffer(everythingOfTheOrganisation());
            company.askReoffer(everythingOfTheOrganisation());
            List<QueueId> due = company.due();
            assertThat(due).hasSize(3);
            assertThat(Threads.atOnce(6, i -> switch (i) {
                        case 0, 1, 2 -> company.start(List.of(due.get(i)));
                        case 3 -> company.start(due);
                        case 4 -> company.revoke(connection);
                        default ->
                            koppel.in(() ->
                                    reoffers.completeFinished(koppel.clock().now()));
                    }))
                    .allMatch(Threads.Outcome::succeeded);
            company.reconnect(connection);
            company.work();
        }
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM reoffer_run WHERE organisation_id = ? AND state = 'running'",
                                company.organisation().id().number()))
                .isZero();
    }
}
