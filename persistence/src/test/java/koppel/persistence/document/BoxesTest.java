package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.DocumentState;
import koppel.document.Finding;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.ReleasingDuplicate;
import koppel.document.Verdict;
import koppel.organisation.Organisations;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** Inbox and outbox as people see them. */
class BoxesTest {

    private final Installation koppel = Installation.get();
    private final Company company = Company.create();

    private Document receive(InvoiceHead head) {
        return company.receive(head, Bytes.of("<Invoice/>"));
    }

    @Test
    void theInboxShowsWhereEachDocumentStands() {
        Document waiting = receive(company.anInvoice());
        assertThat(stateOf(waiting)).isEqualTo("waiting notConnected");

        AccountingPackage yuki = company.connectExplicit("yuki");
        assertThat(stateOf(waiting)).isEqualTo("waiting due");
        company.startDue();
        assertThat(stateOf(waiting)).isEqualTo("offered reoffered");

        Document fresh = receive(company.anInvoice());
        assertThat(stateOf(fresh)).isEqualTo("offered received");
        yuki.beginDownload(fresh.id());
        assertThat(stateOf(fresh)).isEqualTo("leased");
        koppel.clock().advance(Duration.ofSeconds(901));
        assertThat(stateOf(fresh)).isEqualTo("offered received");
        yuki.acknowledge(fresh.id());
        assertThat(stateOf(fresh)).isEqualTo("retrieved");

        yuki.withdraw(waiting.id());
        assertThat(stateOf(waiting)).isEqualTo("received");

        Document again = receive(fresh.head());
        assertThat(stateOf(again)).isEqualTo("duplicate");
        koppel.doing(() -> koppel.use(ReleasingDuplicate.class)
                .release(company.administrator(), company.organisation().publicId(), again.id()));
        company.revoke(yuki.connection());
        assertThat(stateOf(again)).isEqualTo("waiting notConnected");
        company.reconnect(yuki.connection(), false);
        assertThat(stateOf(again)).isEqualTo("waiting reofferOnRequest");
    }

    @Test
    void anExpiredDocumentIsShownAsExpired() {
        Database.get()
                .execute(
                        "UPDATE organisation SET retention_days = 1 WHERE organisation_id = ?",
                        company.organisation().id().number());
        Company shortly = Company.of(company.administrator(), koppel.in(() -> koppel.use(Organisations.class)
                .byId(company.organisation().id())
                .orElseThrow()));
        Document received = shortly.receive(shortly.anInvoice(), Bytes.of("<Invoice/>"));

        koppel.clock().advance(Duration.ofDays(1));

        assertThat(stateOf(received)).isEqualTo("expired");
    }

    private String stateOf(Document document) {
        BoxEntry entry = box(Optional.empty(), Optional.empty(), 500).items().stream()
                .filter(each -> each.document().id().equals(document.id()))
                .findFirst()
                .orElseThrow();
        assertThat(box(Optional.of(entry.state()), Optional.empty(), 500).items())
                .extracting(each -> each.document().id())
                .contains(document.id());
        return entry.state().word() + entry.reason().map(reason -> " " + reason).orElse("");
    }

    private Page<BoxEntry> box(Optional<DocumentState> state, Optional<String> after, int limit) {
        Instant now = koppel.clock().now();
        return koppel.in(() -> koppel.use(Boxes.class)
                .page(
                        company.organisation().id(),
                        Direction.PURCHASE,
                        new Boxes.Filter(state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        after,
                        limit,
                        now));
    }

    @Test
    void theInboxIsPagedNewestFirstAndNothingIsShownTwice() {
        List<DocumentId> received = company.receive(7);

        List<DocumentId> read = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<BoxEntry> page = box(Optional.empty(), next, 3);
            read.addAll(
                    page.items().stream().map(entry -> entry.document().id()).collect(Collectors.toList()));
            next = page.next();
        } while (next.isPresent());

        Collections.reverse(read);
        assertThat(read).isEqualTo(received);
    }

    @Test
    void theInboxShowsNothingOfOthers() {
        Company.create().receive(3);

        assertThat(box(Optional.empty(), Optional.empty(), 500).items()).isEmpty();
    }

    @Test
    void whatBreaksRulesIsShownAsInvalidToo() {
        Finding wrong = new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice", "Sums differ.");
        Document received = koppel.in(() -> koppel.use(Intake.class)
                .receive(
                        company.organisation(),
                        company.anInvoice(),
                        new Verdict("rules of the day", List.of(wrong)),
                        Bytes.of("<Invoice/>"),
                        Document.EnteredVia.INTAKE));
        company.receive();

        assertThat(box(Optional.of(DocumentState.INVALID), Optional.empty(), 10).items())
                .extracting(entry -> entry.document().id())
                .containsExactly(received.id());
    }
}
