package koppel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.Offers.Standing;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.Finding;
import koppel.document.PostOffice;
import koppel.document.Verdict;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Catalogue;
import koppel.softwarepackage.Direction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrievingDocumentsTest {

    private final PostOffice post = new PostOffice();
    private final OrganisationId bakery = post.town.bakery.id();
    private final KeyHolder byDownload = PostOffice.holder(bakery, Catalogue.BASECONE, Acknowledgement.ON_DOWNLOAD);
    private final KeyHolder explicit = PostOffice.holder(bakery, Catalogue.YUKI, Acknowledgement.EXPLICIT);
    private final KeyHolder nobody = PostOffice.holder(bakery, Catalogue.YUKI, Acknowledgement.EXPLICIT);
    private final InMemoryOffers offers = new InMemoryOffers();
    private final RetrievingDocuments retrieving = new RetrievingDocuments(offers, post.documents, post.clock);
    private final DocumentId sent = post.send();
    private final Document document = post.received();
    private final DocumentId id = document.id();

    @BeforeEach
    void theInvoiceLiesReadyForTwo() {
        offers.offer(byDownload, document, post.clock.now());
        offers.offer(explicit, document, post.clock.now());
    }

    @Test
    void byDefaultTheEndOfTheDownloadRetrieves() {
        assertThat(retrieving.beginDownload(byDownload, bakery, Direction.PURCHASE, id))
                .isEqualTo(document);
        assertThat(retrieving.part(bakery, id, 0)).isPresent();
        assertThat(retrieving.part(bakery, id, 1)).isEmpty();
        assertThat(standing(byDownload)).contains(Standing.OFFERED);
        assertThat(listed(byDownload)).containsExactly(id);

        retrieving.endDownload(byDownload, bakery, Direction.PURCHASE, id);

        assertThat(standing(byDownload)).contains(Standing.RETRIEVED);
        assertThat(listed(byDownload)).isEmpty();
        assertThat(standing(explicit)).contains(Standing.OFFERED);
    }

    @Test
    void whereAcknowledgementIsExplicitADownloadLeasesAndItsEndRetrievesNothing() {
        retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id);
        retrieving.endDownload(explicit, bakery, Direction.PURCHASE, id);

        assertThat(standing(explicit)).contains(Standing.OFFERED);
        assertThat(listed(explicit)).isEmpty();
        post.clock.advance(Duration.ofSeconds(900));
        assertThat(listed(explicit)).containsExactly(id);
    }

    @Test
    void whatWasRetrievedIsDownloadedAgainWithoutALease() {
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));

        assertThat(retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id))
                .isEqualTo(document);
        assertNotFound(() -> retrieving.release(explicit, bakery, Direction.PURCHASE, id));
    }

    @Test
    void whatIsNotOfferedOrBelongsToOthersOrExpiredIsNotFound() {
        assertNotFound(() -> retrieving.beginDownload(nobody, bakery, Direction.PURCHASE, id));
        assertNotFound(() -> retrieving.beginDownload(explicit, bakery, Direction.SALES, id));
        assertNotFound(() -> retrieving.beginDownload(explicit, post.town.mill.id(), Direction.PURCHASE, id));
        post.clock.advance(post.town.bakery.retention());
        assertNotFound(() -> retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id));
        assertThat(listed(explicit)).containsExactly(id);
    }

    @Test
    void lookingFindsWhatCouldBeDownloadedAndChangesNothing() {
        retrieving.look(explicit, bakery, Direction.PURCHASE, id);
        retrieving.look(byDownload, bakery, Direction.PURCHASE, id);

        assertThat(listed(explicit)).containsExactly(id);
        assertThat(listed(byDownload)).containsExactly(id);
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));
        retrieving.look(explicit, bakery, Direction.PURCHASE, id);

        assertNotFound(() -> retrieving.look(nobody, bakery, Direction.PURCHASE, id));
        post.clock.advance(post.town.bakery.retention());
        assertNotFound(() -> retrieving.look(explicit, bakery, Direction.PURCHASE, id));
        assertNotFound(() -> retrieving.look(byDownload, bakery, Direction.PURCHASE, id));
    }

    @Test
    void whatAConnectionSentIsNotThereForItToDownload() {
        assertNotFound(() -> retrieving.beginDownload(post.sender, post.town.mill.id(), Direction.SALES, sent));
        assertNotFound(() -> retrieving.look(post.sender, post.town.mill.id(), Direction.SALES, sent));
    }

    @Test
    void acknowledgingTellsOfEachDistinctIdInTheOrderAskedFor() {
        DocumentId unknown = sent;

        Map<DocumentId, Acknowledged> outcomes =
                retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(unknown, id, id));

        assertThat(outcomes)
                .containsExactly(Map.entry(unknown, Acknowledged.NOT_FOUND), Map.entry(id, Acknowledged.ACKNOWLEDGED));
        assertThat(retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id)))
                .containsExactly(Map.entry(id, Acknowledged.ALREADY_ACKNOWLEDGED));
    }

    @Test
    void noIdsOrMoreThanAThousandAreRefused() {
        for (List<DocumentId> ids : List.of(List.<DocumentId>of(), Collections.nCopies(1001, id))) {
            assertThatThrownBy(() -> retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, ids))
                    .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                            .extracting(InvalidInput.Violation::field)
                            .containsExactly("documentIds"));
        }
        assertThat(standing(explicit)).contains(Standing.OFFERED);
        assertThat(retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, Collections.nCopies(1000, id)))
                .containsExactly(Map.entry(id, Acknowledged.ACKNOWLEDGED));
    }

    @Test
    void aListingGoesOnBehindItsCursor() {
        post.send();
        Document second = post.received();
        offers.offer(explicit, second, post.clock.now());

        Offers.Listing first = retrieving.list(explicit, bakery, Direction.PURCHASE, null, 1);
        assertThat(first.items()).extracting(Offer::document).containsExactly(id);
        assertThat(first.more()).isTrue();
        assertThat(retrieving
                        .list(
                                explicit,
                                bakery,
                                Direction.PURCHASE,
                                first.next().orElseThrow().text(),
                                1000)
                        .items())
                .extracting(Offer::document)
                .containsExactly(second.id());
    }

    @Test
    void aLimitOutOfBoundsAndAForeignCursorAreToldAtOnce() {
        for (int limit : new int[] {0, 1001}) {
            assertThatThrownBy(() -> retrieving.list(explicit, bakery, Direction.PURCHASE, "nonsense", limit))
                    .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                            .extracting(InvalidInput.Violation::field)
                            .containsExactly("limit", "after"));
        }
    }

    @Test
    void aLeasedDocumentIsGivenBackOnce() {
        retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id);

        retrieving.release(explicit, bakery, Direction.PURCHASE, id);

        assertThat(listed(explicit)).containsExactly(id);
        assertNotFound(() -> retrieving.release(explicit, bakery, Direction.PURCHASE, id));
    }

    @Test
    void anOfferIsWithdrawnHoweverOftenAndTheDocumentStays() {
        retrieving.withdraw(explicit, bakery, Direction.PURCHASE, id);
        retrieving.withdraw(explicit, bakery, Direction.PURCHASE, id);

        assertThat(listed(explicit)).isEmpty();
        assertThat(listed(byDownload)).containsExactly(id);
        assertThat(post.documents.byId(bakery, Direction.PURCHASE, id)).isPresent();
        assertNotFound(() -> retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id));
    }

    @Test
    void whatWasRetrievedMayBeWithdrawnWhichChangesNothing() {
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));

        retrieving.withdraw(explicit, bakery, Direction.PURCHASE, id);

        assertThat(standing(explicit)).contains(Standing.RETRIEVED);
        assertThat(retrieving.beginDownload(explicit, bakery, Direction.PURCHASE, id))
                .isEqualTo(document);
    }

    @Test
    void whatWasNeverOfferedBelongsToOthersOrExpiredAfterItsRetrievalIsNotWithdrawn() {
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));

        assertNotFound(() -> retrieving.withdraw(nobody, bakery, Direction.PURCHASE, id));
        assertNotFound(() -> retrieving.withdraw(explicit, bakery, Direction.SALES, id));
        assertNotFound(() -> retrieving.withdraw(explicit, post.town.mill.id(), Direction.PURCHASE, id));
        post.clock.advance(post.town.bakery.retention());
        assertNotFound(() -> retrieving.withdraw(explicit, bakery, Direction.PURCHASE, id));
        assertThat(listed(byDownload)).containsExactly(id);
    }

    @Test
    void theStatusesAreForWhomItIsOfferedToWasRetrievedByOrWhoSentIt() {
        assertThat(retrieving.statuses(explicit, bakery, Direction.PURCHASE, id))
                .extracting(Documents.Status::name)
                .containsExactly("Received");
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));
        assertThat(retrieving.statuses(explicit, bakery, Direction.PURCHASE, id))
                .hasSize(1);
        assertThat(retrieving.statuses(post.sender, post.town.mill.id(), Direction.SALES, sent))
                .extracting(Documents.Status::name)
                .containsExactly("Sent");

        assertNotFound(() -> retrieving.statuses(nobody, bakery, Direction.PURCHASE, id));
        assertNotFound(() -> retrieving.statuses(nobody, post.town.mill.id(), Direction.SALES, sent));
        assertNotFound(() -> retrieving.statuses(explicit, bakery, Direction.SALES, id));
    }

    @Test
    void whatAConnectionSentHasItsStatusesForTheOneThatFollows() {
        KeyHolder follower = PostOffice.holder(post.town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
        assertNotFound(() -> retrieving.statuses(follower, post.town.mill.id(), Direction.SALES, sent));
        post.documents.follow(follower.connection(), post.sender.connection());

        assertThat(retrieving.statuses(follower, post.town.mill.id(), Direction.SALES, sent))
                .extracting(Documents.Status::name)
                .containsExactly("Sent");
        assertNotFound(() -> retrieving.statuses(follower, bakery, Direction.PURCHASE, id));
    }

    @Test
    void whatTheRulesSaidIsForWhomTheStatusesAre() {
        Finding doubtful = new Finding("UBL-CR-005", Finding.Severity.WARNING, "/Invoice", "Better without.");
        post.documents.addFindings(bakery, id, List.of(doubtful));

        Verdict verdict = retrieving.findings(explicit, bakery, Direction.PURCHASE, id);
        assertThat(verdict).isEqualTo(new Verdict(document.ruleSet().orElseThrow(), List.of(doubtful)));
        assertThat(verdict.valid()).isTrue();
        retrieving.acknowledge(explicit, bakery, Direction.PURCHASE, List.of(id));
        assertThat(retrieving.findings(explicit, bakery, Direction.PURCHASE, id))
                .isEqualTo(verdict);
        assertThat(retrieving
                        .findings(post.sender, post.town.mill.id(), Direction.SALES, sent)
                        .findings())
                .isEmpty();

        assertNotFound(() -> retrieving.findings(nobody, bakery, Direction.PURCHASE, id));
        assertNotFound(() -> retrieving.findings(nobody, post.town.mill.id(), Direction.SALES, sent));
        assertNotFound(() -> retrieving.findings(explicit, bakery, Direction.SALES, id));
    }

    private Optional<Standing> standing(KeyHolder holder) {
        return offers.standing(holder, bakery, Direction.PURCHASE, id);
    }

    private List<DocumentId> listed(KeyHolder holder) {
        return retrieving.list(holder, bakery, Direction.PURCHASE, null, 10).items().stream()
                .map(Offer::document)
                .toList();
    }

    private static void assertNotFound(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(NotFound.class);
    }
}
