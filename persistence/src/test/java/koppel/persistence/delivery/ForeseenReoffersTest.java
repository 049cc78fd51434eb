package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import koppel.connection.ConnectionId;
import koppel.delivery.ParkedOffers;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.Reoffers;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.persistence.Bytes;
import koppel.persistence.Database;
import koppel.shared.Moment;
import org.junit.jupiter.api.Test;

/** What a dry run foretells is what the run right after it records, whatever stands in a document's way. */
class ForeseenReoffersTest extends ReofferCase {

    private final DocumentId waiting = company.receive();
    private final DocumentId leased = company.receive();
    private final DocumentId parked = parked();
    private final DocumentId retrieved = company.receive();
    private final DocumentId again = retrievedAndOfferedAgain();
    private final DocumentId withdrawn = company.receive();
    private final DocumentId duplicate = duplicate();
    private final DocumentId early = early();
    private final DocumentId expired = company.expire(company.receive());
    private final DocumentId parkedAndExpired = company.expire(parked());

    ForeseenReoffersTest() {
        yuki.download(leased);
        yuki.acknowledge(retrieved);
        yuki.withdraw(withdrawn);
    }

    private DocumentId parked() {
        DocumentId document = company.receive();
        for (int i = 0; i < ParkedOffers.MOST_DELIVERIES; i++) {
            yuki.download(document);
            yuki.release(document);
        }
        return document;
    }

    private DocumentId retrievedAndOfferedAgain() {
        DocumentId document = company.receive();
        yuki.acknowledge(document);
        company.reoffer(selection(true, document));
        return document;
    }

    private DocumentId duplicate() {
        Document original = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        yuki.withdraw(original.id());
        return company.receive(original.head(), Bytes.of("<Invoice/>")).id();
    }

    private DocumentId early() {
        DocumentId document = company.receive();
        Database.get()
                .execute(
                        "UPDATE document SET received_at = received_at - interval '3 days' WHERE document_id = ?",
                        document.value());
        LocalDate yesterday =
                LocalDate.ofInstant(koppel.clock().now(), ZoneOffset.UTC).minusDays(1);
        StartDate.of(company, yuki, yesterday, true);
        return document;
    }

    private DocumentId[] all() {
        return Stream.of(
                        waiting,
                        leased,
                        parked,
                        retrieved,
                        again,
                        withdrawn,
                        duplicate,
                        early,
                        expired,
                        parkedAndExpired)
                .toArray(DocumentId[]::new);
    }

    private Reoffers.Foreseen assertAsForeseen(Request request) {
        Reoffers.Foreseen foreseen = company.dryRun(request);
        ReofferRun run = company.reoffer(request);
        assertThat(foreseen.offered()).isEqualTo(run.offered());
        assertThat(foreseen.skipped()).isEqualTo(run.skipped());
        assertThat(foreseen.total()).isEqualTo(run.total());
        return foreseen;
    }

    private Request of(boolean wholeOrganisation, List<DocumentId> documents, Instant from, boolean includeRetrieved) {
        return new Request(
                wholeOrganisation ? Optional.empty() : Optional.of(connection),
                wholeOrganisation ? Optional.of(company.organisation().publicId()) : Optional.empty(),
                documents,
                Optional.ofNullable(from).map(Moment.Time::new),
                Optional.empty(),
                includeRetrieved);
    }

    @Test
    void forOneDocument() {
        for (DocumentId document : all()) {
            assertThat(assertAsForeseen(selection(false, document)).total()).isEqualTo(1);
            assertAsForeseen(selection(true, document));
        }
    }

    @Test
    void forASelection() {
        Reoffers.Foreseen foreseen = assertAsForeseen(selection(false, all()));

        assertThat(foreseen.skipped())
                .containsOnly(
                        entry(SkipReason.LEASED, 1L),
                        entry(SkipReason.RETRIEVED, 1L),
                        entry(SkipReason.DUPLICATE, 1L),
                        entry(SkipReason.BEFORE_START_DATE, 1L),
                        entry(SkipReason.EXPIRED, 2L));
        assertThat(foreseen.offered()).isEqualTo(4);
    }

    @Test
    void forASelectionWithWhatWasRetrieved() {
        assertThat(assertAsForeseen(selection(true, all())).skipped()).doesNotContainKey(SkipReason.RETRIEVED);
    }

    @Test
    void forARange() {
        Reoffers.Foreseen foreseen = assertAsForeseen(range(Instant.EPOCH, null, false));

        // with the original of the duplicate, which was withdrawn
        assertThat(foreseen.offered()).isEqualTo(5);
        assertThat(foreseen.skipped())
                .containsOnlyKeys(
                        SkipReason.LEASED, SkipReason.DUPLICATE, SkipReason.BEFORE_START_DATE, SkipReason.EXPIRED);
    }

    @Test
    void forARangeWithWhatWasRetrieved() {
        assertThat(assertAsForeseen(range(Instant.EPOCH, null, true)).offered()).isEqualTo(6);
    }

    @Test
    void forEverythingOfAConnection() {
        Reoffers.Foreseen foreseen = assertAsForeseen(everything());

        assertThat(foreseen.offered()).isEqualTo(2);
        assertThat(foreseen.skipped()).isEqualTo(Map.of(SkipReason.LEASED, 1L, SkipReason.NEEDS_ATTENTION, 1L));
    }

    @Test
    void forEverythingOfAConnectionWithWhatWasRetrieved() {
        assertThat(assertAsForeseen(selection(true)).skipped()).isNotEmpty();
    }

    @Test
    void forAnOrganisation() {
        ConnectionId further = company.connectExplicit("basecone").connection();
        company.receive(2);

        Reoffers.Foreseen everything = assertAsForeseen(everythingOfTheOrganisation());
        assertThat(everything.skipped()).isEqualTo(Map.of(SkipReason.LEASED, 1L, SkipReason.NEEDS_ATTENTION, 1L));
        assertThat(everything.offered()).isEqualTo(2 + 2 + 2);
        assertAsForeseen(ofTheOrganisation(all()));
        assertAsForeseen(of(true, List.of(), Instant.EPOCH, false));
        assertAsForeseen(of(true, List.of(), null, true));
        company.revoke(further);
        assertAsForeseen(ofTheOrganisation(all()));
    }

    @Test
    void forAConnectionWhoseNextEpochIsDue() {
        company.revoke(connection);
        company.reconnect(connection);

        assertThat(assertAsForeseen(everything()).skipped()).isEmpty();
    }

    @Test
    void forASelectionWhileTheNextEpochIsDue() {
        company.revoke(connection);
        company.reconnect(connection);

        assertThat(assertAsForeseen(selection(false, all())).skipped()).doesNotContainKey(SkipReason.LEASED);
    }

    @Test
    void forWhatTheConnectionDoesNotHandle() {
        ConnectionId radar = company.connect("radar").connection();

        assertThat(assertAsForeseen(selection(radar, false, all())))
                .isEqualTo(new Reoffers.Foreseen(0, Map.of(SkipReason.NOT_CONNECTED, 10L)));
    }
}
