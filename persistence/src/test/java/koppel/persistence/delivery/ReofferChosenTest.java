package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.ReofferHistory;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.Reoffers.Processed;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.ReleasingDuplicate;
import koppel.document.ViewingDocuments;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.shared.Moment;
import koppel.softwarepackage.Direction;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Re-offers of chosen documents and of ranges: what is offered, and why the rest is not. */
class ReofferChosenTest extends ReofferCase {

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
    void whatIsDoneAndWhatOfItIsOfferedAreCountedApart() {
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received.subList(0, 2));
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));

        Processed processed = koppel.in(
                () -> reoffers.process(company.openItems(), koppel.clock().now()));

        assertThat(processed).isEqualTo(new Processed(3, 1));
        assertThat(company.find(run.id()).offered()).isEqualTo(1);
    }

    @Test
    void whatWasRetrievedAndOfferedAgainIsUnretrieved() {
        DocumentId again = company.receive();
        yuki.acknowledge(again);
        company.reoffer(selection(true, again));

        assertThat(company.dryRun(range(Instant.EPOCH, null, false)).total()).isEqualTo(1);
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
    void whatTheConnectionDoesNotHandleIsToldAsNotConnected() {
        AccountingPackage radar = company.connect("radar");
        DocumentId sent = radar.send(Company.create(), null);
        DocumentId received = company.receive();
        Request chosen = selection(radar.connection(), false, sent, received);
        assertThat(company.dryRun(chosen).total()).isEqualTo(2);

        ReofferRun run = company.reoffer(chosen);

        assertCompleted(run, 0, Map.of(SkipReason.NOT_CONNECTED, 2L));
        assertOutcomes(
                run, tuple(sent, Direction.SALES, "notConnected"), tuple(received, Direction.PURCHASE, "notConnected"));
    }

    @Test
    void eachOfASelectionHasAnOutcomeAlsoWhereTheConnectionHandlesSome() {
        AccountingPackage purchasesOnly = company.connect("exact-multivers");
        DocumentId sent = company.connect("radar").send(Company.create(), null);
        DocumentId received = company.receive();
        Request chosen = selection(purchasesOnly.connection(), false, received, sent);
        assertThat(company.dryRun(chosen).total()).isEqualTo(2);

        ReofferRun run = company.reoffer(chosen);

        assertCompleted(run, 1, Map.of(SkipReason.NOT_CONNECTED, 1L));
        assertOutcomes(
                run, tuple(received, Direction.PURCHASE, "offered"), tuple(sent, Direction.SALES, "notConnected"));
        assertThat(purchasesOnly.listed()).containsExactly(received);
    }

    private void assertOutcomes(ReofferRun run, Tuple... outcomes) {
        assertThat(items(run))
                .extracting(
                        item -> item.document().orElseThrow(), ReofferHistory.Item::direction, item -> item.outcome()
                                .orElseThrow())
                .containsExactlyInAnyOrder(outcomes);
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
        assertThat(company.dryRun(range(from, to, false)).total()).isEqualTo(1);
        assertThat(company.dryRun(range(from, null, false)).total()).isEqualTo(2);
        assertThat(company.dryRun(range(null, to, false)).total()).isEqualTo(2);

        assertCompleted(company.reoffer(range(from, to, false)), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(before, after, first);

        assertCompleted(company.reoffer(range(from, to, true)), 2, Map.of());
        assertThat(yuki.listed()).containsExactly(before, after, first, retrieved);
    }

    @Test
    void aDayIsThatOfTheEnvironmentsZoneAsInTheInbox() {
        // in Amsterdam half past eleven in the evening and half past midnight, around the beginning and the end of the
        // tenth
        List<String> times =
                List.of("2026-06-09T21:30:00Z", "2026-06-09T22:30:00Z", "2026-06-10T21:30:00Z", "2026-06-10T22:30:00Z");
        List<DocumentId> received = company.receive(times.size());
        for (int i = 0; i < times.size(); i++) {
            Database.get()
                    .execute(
                            "UPDATE document SET received_at = ?::timestamptz WHERE document_id = ?",
                            times.get(i),
                            received.get(i).value());
        }
        Optional<Moment> tenth = Optional.of(new Moment.Day(LocalDate.parse("2026-06-10")));

        ReofferRun run =
                company.reoffer(new Request(Optional.of(connection), Optional.empty(), List.of(), tenth, tenth, false));

        assertThat(items(run))
                .extracting(item -> item.document().orElseThrow())
                .containsExactly(received.get(1), received.get(2));
        assertThat(koppel.in(() -> koppel.use(ViewingDocuments.class)
                                .box(
                                        company.administrator(),
                                        company.organisation().publicId(),
                                        Direction.PURCHASE,
                                        new ViewingDocuments.Query(null, null, "2026-06-10", "2026-06-10", null),
                                        Optional.empty(),
                                        10))
                        .items())
                .extracting(entry -> entry.document().id())
                .containsExactly(received.get(2), received.get(1));
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

        ReofferRun run = company.reoffer(range(further.connection(), Instant.EPOCH, null, false));

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
}
