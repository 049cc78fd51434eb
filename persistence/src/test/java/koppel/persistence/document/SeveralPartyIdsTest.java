package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import koppel.document.BoxEntry;
import koppel.document.Boxes;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.DocumentKind;
import koppel.document.DocumentState;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.ManagingAccessPoints;
import koppel.document.ReleasingDuplicate;
import koppel.organisation.PartyId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

/** An organisation that is reached under two party ids gets the same invoice under both of them. */
class SeveralPartyIdsTest {

    private static final int MANY = 24;
    private static final Bytes CONTENT = Bytes.of("<Invoice/>");

    private final Installation koppel = Installation.get();
    private final Company mill = Company.create();
    private final PartyId one = Company.nextPartyId();
    private final PartyId other = PartyId.parse(Company.nextPartyId().toString().replace("0106:", "0190:"));
    private final Company bakery = bakery();
    private final AccountingPackage radar = mill.connect("radar");
    private final AccountingPackage yuki = bakery.connect("yuki");
    private final String number = bakery.anInvoice().number();

    private Company bakery() {
        Actor person = Company.person();
        return Company.of(person, Company.create(person, one, other));
    }

    private InvoiceHead to(PartyId customer) {
        return Company.invoice(mill.partyId(), number, customer);
    }

    private Optional<DocumentId> directly(PartyId customer) {
        return radar.sendDirectly(radar.outgoing(bakery, to(customer), Company.FINE, CONTENT, null));
    }

    private DocumentId theLongWay(InvoiceHead head) {
        return radar.sendTheLongWay(radar.outgoing(bakery, head, Company.FINE, CONTENT, null));
    }

    private Document upload(PartyId customer) {
        return koppel.in(() -> koppel.use(Intake.class)
                .upload(bakery.administrator(), bakery.organisation(), to(customer), Company.FINE, CONTENT));
    }

    private Document handIn(String message, PartyId customer) {
        Actor person = Company.person();
        Actor operator = new Actor(person.id(), person.email(), true, person.from());
        return koppel.in(() -> koppel.use(Intake.class)
                .transported(
                        koppel.use(ManagingAccessPoints.class)
                                .create(operator, "The network")
                                .accessPoint()
                                .id(),
                        message,
                        bakery.organisation(),
                        to(customer),
                        Company.FINE,
                        CONTENT));
    }

    private List<BoxEntry> inbox(DocumentState state) {
        Boxes.Filter filter = new Boxes.Filter(
                Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return koppel.in(() -> koppel.use(Boxes.class)
                .page(
                        bakery.organisation().id(),
                        Direction.PURCHASE,
                        filter,
                        Optional.empty(),
                        500,
                        koppel.clock().now())
                .items());
    }

    private long documentsOf(Company company) {
        return Database.get()
                .number(
                        "SELECT count(*) FROM document WHERE organisation_id = ?",
                        company.organisation().id().number());
    }

    /** The first is offered and everything else held back as its duplicate. */
    private void assertThatOneIsOfferedAndSoManyAreItsDuplicates(int duplicates) {
        List<DocumentId> listed = yuki.listed();
        assertThat(listed).hasSize(1);
        assertThat(inbox(DocumentState.DUPLICATE))
                .hasSize(duplicates)
                .allSatisfy(held -> assertThat(held.document().duplicateOf()).isEqualTo(Optional.of(listed.get(0))));
        assertThat(documentsOf(bakery)).isEqualTo(duplicates + 1);
    }

    @Test
    void whatIsSentToTheSecondOneIsStoredAsADuplicateByTheLongWayOnly() {
        assertThat(directly(one)).isPresent();

        assertThat(directly(other)).isEmpty();
        assertThat(documentsOf(mill)).isEqualTo(1);
        theLongWay(to(other));

        assertThat(documentsOf(mill)).isEqualTo(2);
        assertThatOneIsOfferedAndSoManyAreItsDuplicates(1);
    }

    @Test
    void whatWasSentTheLongWayToTheSecondOneKeepsTheFirstFromBeingSentDirectly() {
        theLongWay(to(other));

        assertThat(directly(one)).isEmpty();
        assertThatOneIsOfferedAndSoManyAreItsDuplicates(0);
    }

    @Test
    void howeverItComesToTheSecondOneItIsADuplicate() {
        DocumentId first = handIn("message 1", one).id();

        assertThat(handIn("message 2", other).duplicateOf()).contains(first);
        assertThat(upload(other).duplicateOf()).contains(first);
        theLongWay(to(other));
        assertThatOneIsOfferedAndSoManyAreItsDuplicates(3);
        assertThat(yuki.listed()).containsExactly(first);
    }

    @Test
    void ofTheSameInvoiceToBothManyTimesAndOnEveryWayAtOnceOneIsOffered() {
        long deadlocks = Database.get().deadlocks();
        List<Callable<Object>> arrivals = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            PartyId customer = i % 2 == 0 ? one : other;
            String message = "message " + i;
            arrivals.add(() -> radar.send(radar.outgoing(bakery, to(customer), Company.FINE, CONTENT, message)));
        }
        for (int i = 0; i < 4; i++) {
            PartyId customer = i % 2 == 0 ? one : other;
            String message = "message " + i;
            arrivals.add(() -> handIn(message, customer));
            arrivals.add(() -> upload(customer));
        }

        assertThat(Threads.atOnce(arrivals)).allMatch(Threads.Outcome::succeeded);

        assertThat(documentsOf(mill)).isEqualTo(MANY);
        assertThatOneIsOfferedAndSoManyAreItsDuplicates(MANY + 8 - 1);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void oneThatIsMarkedAsOriginalIsOfferedBesideTheOther() {
        assertThat(directly(one)).isPresent();
        DocumentId duplicate = upload(other).id();

        koppel.doing(() -> koppel.use(ReleasingDuplicate.class)
                .release(bakery.administrator(), bakery.organisation().publicId(), duplicate));

        assertThat(yuki.listed()).hasSize(2).endsWith(duplicate);
        assertThat(inbox(DocumentState.DUPLICATE)).isEmpty();
        assertThat(upload(one).isHeldBackAsDuplicate()).isTrue();
    }

    @Test
    void aCreditNoteOfTheSameNumberToTheSecondOneIsADocumentOfItsOwn() {
        assertThat(directly(one)).isPresent();
        InvoiceHead invoice = to(other);

        theLongWay(new InvoiceHead(
                DocumentKind.CREDIT_NOTE,
                invoice.customizationId(),
                invoice.profileId(),
                invoice.number(),
                invoice.issueDate(),
                invoice.supplier(),
                invoice.supplierName(),
                invoice.customer(),
                invoice.customerName(),
                invoice.payable(),
                invoice.dueDate()));

        assertThat(yuki.listed()).hasSize(2).doesNotHaveDuplicates();
        assertThat(inbox(DocumentState.DUPLICATE)).isEmpty();
    }
}
