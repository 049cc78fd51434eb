package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.delivery.ExpiringDocuments;
import koppel.delivery.ParkedOffers;
import koppel.delivery.Redriving;
import koppel.delivery.ViewingDocument;
import koppel.delivery.WayEvent;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Finding;
import koppel.document.Intake;
import koppel.document.ReleasingDuplicate;
import koppel.document.Verdict;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** The one call that says why a document has not arrived. */
class DocumentWayTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();
    private final AccountingPackage yuki = company.connectExplicit("yuki");

    private static final String VALIDATED = "validated " + Company.FINE.ruleSet();

    private ViewingDocument.Seen see(DocumentId document) {
        return koppel.in(() -> koppel.use(ViewingDocument.class)
                .see(company.administrator(), company.organisation().publicId(), Direction.PURCHASE, document));
    }

    private List<String> way(DocumentId document) {
        return see(document).way().stream()
                .map(event -> event.kind().word()
                        + event.reason().map(reason -> " " + reason).orElse(""))
                .toList();
    }

    private String stands(DocumentId document) {
        var entry = see(document).entry();
        return entry.state().word() + entry.reason().map(reason -> " " + reason).orElse("");
    }

    private WayEvent only(DocumentId document, WayEvent.Kind kind) {
        List<WayEvent> found = see(document).way().stream()
                .filter(event -> event.kind() == kind)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(koppel.clock().now(), ZoneId.of("Europe/Amsterdam"));
    }

    private void startOn(LocalDate date) {
        StartDate.of(company, yuki, date, false);
    }

    @Test
    void aDuplicateIsHeldBackUntilSomebodyMarksItAsOriginal() {
        Document first = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        DocumentId again = company.receive(first.head(), Bytes.of("<Invoice/>")).id();

        assertThat(way(again)).containsExactly("received intake", VALIDATED, "duplicate");
        assertThat(only(again, WayEvent.Kind.DUPLICATE).other()).contains(first.id());
        assertThat(stands(again)).isEqualTo("duplicate");

        koppel.doing(() -> koppel.use(ReleasingDuplicate.class)
                .release(company.administrator(), company.organisation().publicId(), again));

        assertThat(way(again))
                .containsExactly("received intake", VALIDATED, "duplicate", "original", "offered received");
        assertThat(stands(again)).isEqualTo("offered received");
    }

    @Test
    void whatTurnedOutToBeADuplicateAfterItWasOfferedIsNotToldAsHeldBackAndIsOfferedAsBefore() {
        Document first = company.receive(company.anInvoice(), Bytes.of("<Invoice/>"));
        DocumentId later = company.receive();
        List<String> before = way(later);
        Database.get().execute("""
                        UPDATE document SET duplicate_of = ?, released_at = received_at WHERE document_id = ?""", first.id().value(), later.value());

        assertThat(way(later)).isEqualTo(before).containsExactly("received intake", VALIDATED, "offered received");
        assertThat(see(later).entry().document().duplicateOf()).contains(first.id());
        assertThat(stands(later)).isEqualTo("offered received");

        yuki.acknowledge(later);

        assertThat(stands(later)).isEqualTo("retrieved");
    }

    @Test
    void whatKeepsToTheRulesIsToldAsValidatedAndWhatBreaksThemAsInvalidEachWithTheRuleSet() {
        DocumentId fine = company.receive();
        Finding broken = new Finding("BR-01", Finding.Severity.ERROR, "/Invoice", "broken");
        DocumentId invalid = receive(new Verdict("these rules", List.of(broken)));
        DocumentId warned = receive(
                new Verdict("these rules", List.of(new Finding("W-1", Finding.Severity.WARNING, "/Invoice", "odd"))));

        assertThat(way(fine)).startsWith("received intake", VALIDATED);
        assertThat(only(fine, WayEvent.Kind.VALIDATED).at())
                .isEqualTo(only(fine, WayEvent.Kind.RECEIVED).at());
        assertThat(way(invalid))
                .startsWith("received intake", "invalid these rules")
                .doesNotContain("validated these rules");
        assertThat(way(warned)).startsWith("received intake", "validated these rules");
    }

    private DocumentId receive(Verdict verdict) {
        return koppel.in(() -> koppel.use(Intake.class)
                        .receive(
                                company.organisation(),
                                company.anInvoice(),
                                verdict,
                                Bytes.of("<Invoice/>"),
                                Document.EnteredVia.INTAKE))
                .id();
    }

    @Test
    void whatEnteredBeforeThereWereRulesIsNotToldAsValidated() {
        DocumentId old = company.receive();
        Database.get().execute("UPDATE document SET rule_set = NULL WHERE document_id = ?", old.value());

        assertThat(way(old)).containsExactly("received intake", "offered received");
    }

    @Test
    void anExpiredDocumentIsToldAsExpiredBeforeAndAfterItLeavesItsQueue() {
        DocumentId expired = company.expire(company.receive());
        List<String> before = way(expired);
        assertThat(before).containsExactlyInAnyOrder("received intake", VALIDATED, "offered received", "expired");
        assertThat(only(expired, WayEvent.Kind.EXPIRED).at())
                .isBefore(koppel.clock().now());

        ExpiringDocuments expiring = koppel.use(ExpiringDocuments.class);
        koppel.in(() -> expiring.takeOut(expiring.holding(Optional.empty())));

        assertThat(way(expired)).isEqualTo(before);
        assertThat(stands(expired)).isEqualTo("expired");
    }

    @Test
    void whatArrivesBeforeTheStartDateWaitsForItAndIsOfferedWhenTheDateMoves() {
        startOn(today().plusDays(5));
        DocumentId early = company.receive();
        assertThat(way(early)).containsExactly("received intake", VALIDATED, "waiting beforeStartDate");
        assertThat(stands(early)).endsWith(" beforeStartDate");

        Instant moved = koppel.clock().now();
        startOn(today());

        assertThat(way(early))
                .containsExactly("received intake", VALIDATED, "waiting beforeStartDate", "offered returned");
        assertThat(only(early, WayEvent.Kind.OFFERED).at()).isAfter(moved);
        assertThat(stands(early)).isEqualTo("offered received");
    }

    @Test
    void whatWasOfferedAndLiesBeforeANewStartDateIsWithdrawnWaitsAndComesBack() {
        DocumentId early = company.receive();
        koppel.clock().advance(Duration.ofDays(2));
        startOn(today());
        assertThat(way(early))
                .containsExactly(
                        "received intake",
                        VALIDATED,
                        "offered received",
                        "waiting beforeStartDate",
                        "withdrawn beforeStartDate");

        startOn(null);

        assertThat(way(early))
                .containsExactly(
                        "received intake",
                        VALIDATED,
                        "offered received",
                        "waiting beforeStartDate",
                        "withdrawn beforeStartDate",
                        "reoffered returned");
        assertThat(stands(early)).isEqualTo("offered reoffered");
    }

    @Test
    void whatComesBackToWaitForAReofferOnRequestIsToldSoOnceAndNotAsAnOffer() {
        DocumentId offered = company.receive();
        company.revoke(yuki.connection());
        DocumentId arrived = company.receive();
        AccountingPackage again = company.reconnect(yuki.connection(), false);
        StartDate.of(company, again, today().plusDays(1), false);
        DocumentId early = company.receive();
        company.revoke(again.connection());
        AccountingPackage third = company.reconnect(again.connection(), false);

        StartDate.of(company, third, null, false);

        assertThat(way(offered))
                .containsExactly(
                        "received intake",
                        VALIDATED,
                        "offered received",
                        "withdrawn revoked",
                        "waiting beforeStartDate",
                        "waiting reofferOnRequest");
        assertThat(way(arrived))
                .containsExactly(
                        "received intake",
                        VALIDATED,
                        "waiting notConnected",
                        "waiting beforeStartDate",
                        "waiting reofferOnRequest");
        assertThat(way(early))
                .containsExactly("received intake", VALIDATED, "waiting beforeStartDate", "waiting reofferOnRequest");
        assertThat(stands(offered)).isEqualTo("waiting reofferOnRequest");
        assertThat(stands(early)).isEqualTo("waiting reofferOnRequest");
    }

    @Test
    void aLeaseSaysUntilWhen() {
        DocumentId leased = company.receive();
        yuki.beginDownload(leased);

        WayEvent lease = only(leased, WayEvent.Kind.LEASED);

        assertThat(lease.until()).contains(lease.at().plusSeconds(900));
        assertThat(stands(leased)).isEqualTo("leased");
    }

    @Test
    void aDocumentThatIsTakenAnewAfterItsLeaseRanOutIsToldAsLeasedLast() {
        DocumentId leased = company.receive();
        yuki.beginDownload(leased);
        koppel.clock().advance(Duration.ofSeconds(900));

        yuki.beginDownload(leased);

        assertThat(way(leased)).endsWith("leased", "lapsed", "reoffered lapsed", "leased");
        assertThat(stands(leased)).isEqualTo("leased");
    }

    @Test
    void whatWasDeliveredInVainTooOftenNeedsAttentionUntilItIsRedriven() {
        DocumentId bad = company.receive();
        for (int i = 0; i < ParkedOffers.MOST_DELIVERIES; i++) {
            yuki.beginDownload(bad);
            yuki.release(bad);
        }
        assertThat(stands(bad)).endsWith(" needsAttention");

        koppel.doing(() -> koppel.use(Redriving.class)
                .redrive(company.administrator(), company.organisation().publicId(), bad));

        assertThat(stands(bad)).isEqualTo("offered reoffered");
        assertThat(way(bad)).endsWith("released", "reoffered released", "reoffered redriven");
    }
}
