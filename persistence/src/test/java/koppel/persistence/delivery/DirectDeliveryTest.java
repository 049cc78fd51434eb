package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.connection.RecentHolder;
import koppel.connection.RenewingKeys;
import koppel.connection.StillValidKeys;
import koppel.delivery.DirectDelivery;
import koppel.delivery.DirectDelivery.Opened;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.Offers.Acknowledged;
import koppel.delivery.RetrievingDirectly;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What is answered by one statement is what the long way answers, and nothing as soon as the keys are no longer valid. */
class DirectDeliveryTest {

    private final Installation koppel = Installation.get();
    private final RetrievingDirectly directly = koppel.use(RetrievingDirectly.class);
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connect("yuki");
    private final RecentHolder recent = new RecentHolder(yuki.holder());
    private final String party = company.partyId().toString();

    private Optional<Offers.Listing> list(RecentHolder who, String party, OfferCursor after, int limit) {
        return directly.list(who, party, Direction.PURCHASE, after == null ? null : after.text(), limit);
    }

    private Optional<Opened> open(RecentHolder who, DocumentId document) {
        return directly.beginDownload(who, party, Direction.PURCHASE, document);
    }

    private Set<DocumentId> retrieve(RecentHolder who, DocumentId... documents) {
        return directly.retrieve(who, party, Direction.PURCHASE, List.of(documents));
    }

    private void assertThatNothingIsGivenTo(RecentHolder who, DocumentId document) {
        assertThat(list(who, party, null, 10)).isEmpty();
        assertThat(open(who, document)).isEmpty();
        assertThat(retrieve(who, document)).isEmpty();
        assertThat(Database.get().number("SELECT count(*) FROM retrieval WHERE document_id = ?", document.value()))
                .isZero();
    }

    @Test
    void aListingIsTheSameAsTheLongWays() {
        company.receive(5);

        Offers.Listing first = list(recent, party, null, 2).orElseThrow();
        assertThat(first).isEqualTo(yuki.list(null, 2));
        OfferCursor cursor = first.next().orElseThrow();
        assertThat(list(recent, party, cursor, 10)).contains(yuki.list(cursor, 10));
        OfferCursor end = new OfferCursor(1, 5);
        assertThat(list(recent, party, end, 10)).contains(yuki.list(end, 10));
    }

    @Test
    void aPartyIdIsFoundInAnySpelling() {
        DocumentId received = company.receive();
        String alias = "NL:KVK:" + party.substring(party.indexOf(':') + 1);

        assertThat(list(recent, alias, null, 10).orElseThrow().items())
                .extracting(Offer::document)
                .containsExactly(received);
    }

    @Test
    void limitsAndCursorsThatAreNoneAndCompanyIdsTakeTheLongWay() {
        assertThat(list(recent, party, null, 0)).isEmpty();
        assertThat(list(recent, party, null, 1001)).isEmpty();
        assertThat(directly.list(recent, party, Direction.PURCHASE, "drop table", 10))
                .isEmpty();
        assertThat(list(recent, company.organisation().companyId().toString(), null, 10))
                .isEmpty();
    }

    @Test
    void anOfferedDocumentIsOpenedWithItsFirstPartAndStaysOffered() {
        Bytes content = Bytes.random(700_000, 1);
        DocumentId received = company.receive(company.anInvoice(), content).id();

        Opened opened = open(recent, received).orElseThrow();

        assertThat(opened.organisation()).isEqualTo(company.organisation().id());
        assertThat(opened.size()).isEqualTo(700_000);
        assertThat(content.bytes()).startsWith(opened.firstPart());
        assertThat(opened.firstPart()).isNotEmpty();
        assertThat(yuki.listed()).containsExactly(received);
    }

    @Test
    void whatWasRetrievedIsOpenedAgainAndWhatHasExpiredIsNot() {
        DocumentId received = company.receive();
        yuki.acknowledge(received);
        assertThat(open(recent, received)).isPresent();
        assertThat(open(recent, new DocumentId(UUID.randomUUID()))).isEmpty();

        Database.get()
                .execute(
                        "UPDATE document SET expires_at = now() - interval '1 hour' WHERE document_id = ?",
                        received.value());
        assertThat(open(recent, received)).isEmpty();
    }

    @Test
    void retrievingTakesWhatIsOfferedAndTellsWhatItTook() {
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received.get(0));

        assertThat(retrieve(recent, received.get(0), received.get(1), new DocumentId(UUID.randomUUID())))
                .containsExactly(received.get(1));
        assertThat(retrieve(recent, received.get(1))).isEmpty();
        assertThat(yuki.listed()).containsExactly(received.get(2));
        assertThat(yuki.acknowledge(received.get(1))).containsEntry(received.get(1), Acknowledged.ALREADY_ACKNOWLEDGED);
    }

    @Test
    void revokedKeysGetNothingAtOnceAlsoNotAfterAReconnect() {
        DocumentId received = company.receive();
        assertThat(list(recent, party, null, 10)).isPresent();

        company.revoke(yuki.connection());
        assertThatNothingIsGivenTo(recent, received);

        AccountingPackage again = company.reconnect(yuki.connection());
        company.startDue();
        assertThatNothingIsGivenTo(recent, received);
        assertThat(list(new RecentHolder(again.holder()), party, null, 10)
                        .orElseThrow()
                        .items())
                .hasSize(1);
    }

    @Test
    void supersededKeysGetNothingAtOnceAndWithAnOverlapUntilItsEnd() {
        DocumentId received = company.receive();
        koppel.in(() -> koppel.use(RenewingKeys.class).renew(company.administrator(), yuki.connection(), 3600, false));
        assertThat(list(recent, party, null, 10)).isPresent();
        koppel.clock().advance(Duration.ofHours(1));
        assertThatNothingIsGivenTo(recent, received);
    }

    @Test
    void keysThatWereReplacedWhileACallWaitedForAConnectionGetNothing() {
        DocumentId received = company.receive();
        Database.get()
                .execute(
                        "UPDATE key_generation SET valid_until = now(), ended_why = 'renewed' WHERE connection_id = ?",
                        yuki.connection().value());
        Instant begin = Instant.now().minusSeconds(5);
        DirectDelivery delivery = koppel.use(DirectDelivery.class);

        assertThat(delivery.list(recent, company.partyId(), Direction.PURCHASE, Optional.empty(), 10, begin))
                .isEmpty();
        assertThat(delivery.open(recent, company.partyId(), Direction.PURCHASE, received, begin))
                .isEmpty();
        assertThat(delivery.retrieve(recent, company.partyId(), Direction.PURCHASE, List.of(received), begin))
                .isEmpty();
        assertThat(koppel.use(StillValidKeys.class).holder(recent, begin)).isEmpty();
    }

    @Test
    void nothingOfAnotherOrganisationIsGiven() {
        Company other = Company.create();
        other.connect("yuki");
        DocumentId foreign = other.receive();
        String otherParty = other.partyId().toString();

        assertThat(list(recent, otherParty, null, 10)).isEmpty();
        assertThat(directly.beginDownload(recent, otherParty, Direction.PURCHASE, foreign))
                .isEmpty();
        assertThat(directly.retrieve(recent, otherParty, Direction.PURCHASE, List.of(foreign)))
                .isEmpty();
        assertThat(open(recent, foreign)).isEmpty();
        assertThat(retrieve(recent, foreign)).isEmpty();
        assertThat(list(recent, "0106:00000000", null, 10)).isEmpty();
    }

    @Test
    void whereAcknowledgementIsExplicitADownloadAndALapsedLeaseTakeTheLongWay() {
        AccountingPackage explicit = company.connectExplicit("basecone");
        RecentHolder known = new RecentHolder(explicit.holder());
        DocumentId received = company.receive();
        assertThat(list(known, party, null, 10)).isPresent();
        assertThat(open(known, received)).isEmpty();

        explicit.beginDownload(received);
        assertThat(list(known, party, null, 10).orElseThrow().items()).isEmpty();
        koppel.clock().advance(explicit.holder().lease());
        assertThat(list(known, party, null, 10)).isEmpty();
        assertThat(explicit.listed()).containsExactly(received);
        assertThat(retrieve(known, received)).containsExactly(received);
    }

    @Test
    void deadEntriesBelowTheFirstOfferTakeTheLongWayOnceWhichRaisesTheFloor() {
        List<DocumentId> received = company.receive(41);
        assertThat(retrieve(recent, received.subList(0, 40).toArray(DocumentId[]::new)))
                .hasSize(40);

        assertThat(list(recent, party, null, 10)).isEmpty();
        assertThat(yuki.listed()).containsExactly(received.get(40));
        assertThat(list(recent, party, null, 10).orElseThrow().items()).hasSize(1);
    }
}
