package koppel.document;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.document.ReceivingInvoice.Outcome;
import koppel.organisation.Bakery;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

/** Uploading, looking into the boxes, and marking a duplicate as original. */
class ReceivingInvoiceTest {

    private final PostOffice post = new PostOffice();
    private final ReleasingDuplicate releasing =
            new ReleasingDuplicate(post.town.memberships, post.documents, post.queues, post.audit, post.clock);
    private final ViewingDocuments viewing = new ViewingDocuments(
            post.town.memberships,
            post.documents,
            post.documents,
            organisation -> ZoneId.of("Europe/Amsterdam"),
            post.clock);

    @Test
    void anUploadIsReceivedEnteredAndTold() {
        Document received = upload();

        assertThat(received.via()).isEqualTo(Document.EnteredVia.UPLOAD);
        assertThat(post.documents.all()).containsExactly(received);
        assertThat(post.queues.entered())
                .containsExactly(new DocumentQueues.Entry(
                        post.town.bakery.id(), Direction.PURCHASE, received.id(), Optional.empty()));
        assertThat(post.audit.last().act()).isEqualTo("document.uploaded");
        assertThat(post.audit.last().actor()).isEqualTo(ADMINISTRATOR.email());
        assertThat(post.audit.last().details())
                .isEqualTo(Map.of("documentId", received.id().toString()));
    }

    @Test
    void whatOtherwiseReachesTheOrganisationIsReceivedWithoutAnUploadInTheAudit() {
        InvoiceHead head = ((ReadInvoice.Read) new InvoiceReader().read(Invoices.content(Invoices.invoice()))).head();

        Document received = post.intake.receive(
                post.town.bakery,
                head,
                SetRules.FINE,
                Invoices.content(Invoices.invoice()),
                Document.EnteredVia.INTAKE);

        assertThat(received.via()).isEqualTo(Document.EnteredVia.INTAKE);
        assertThat(post.queues.entered()).hasSize(1);
        assertThat(post.audit.entries()).isEmpty();
    }

    @Test
    void anInvoiceForAnotherCustomerIsForeign() {
        assertThat(upload(ADMINISTRATOR, Invoices.invoiceWith(">87654321<", ">23456789<")))
                .isEqualTo(new Outcome.ForeignCustomer());
        assertNothingIsStored();
    }

    @Test
    void whatCanNotBeReadIsRefused() {
        assertThat(upload(ADMINISTRATOR, "nonsense")).isInstanceOf(Outcome.Unreadable.class);
        assertNothingIsStored();
    }

    @Test
    void whatBreaksRulesIsKeptFlaggedAndOfferedWithItsFindings() {
        Finding wrong = new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice", "The sums differ.");
        post.rules.say(wrong);

        Document received = upload();

        assertThat(received.valid()).isFalse();
        assertThat(post.queues.entered()).hasSize(1);
        assertThat(post.documents.statuses(post.town.bakery.id(), received.id()))
                .extracting(Documents.Status::name)
                .containsExactly("Received", "Invalid");
        Verdict kept = viewing.findings(Bakery.MEMBER, post.town.bakery.publicId(), Direction.PURCHASE, received.id());
        assertThat(kept.findings()).containsExactly(wrong);
        assertThat(kept.valid()).isFalse();
        assertThatThrownBy(() -> viewing.findings(
                        Bakery.STRANGER, post.town.bakery.publicId(), Direction.PURCHASE, received.id()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        viewing.findings(Bakery.MEMBER, post.town.bakery.publicId(), Direction.SALES, received.id()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatBreaksRulesAndRepeatsAnotherIsFirstInvalidAndThenADuplicateFromTheStart() {
        upload();
        post.rules.say(new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice", "The sums differ."));

        Document received = upload();

        assertThat(post.documents.statuses(post.town.bakery.id(), received.id()))
                .extracting(Documents.Status::id, Documents.Status::name, Documents.Status::createdOn)
                .containsExactly(
                        tuple(1, "Received", received.receivedOn()),
                        tuple(2, "Invalid", received.receivedOn()),
                        tuple(3, "Duplicate", received.receivedOn()));
    }

    @Test
    void aMemberMayNotUploadAndAStrangerFindsNoOrganisation() {
        assertThatThrownBy(() -> upload(Bakery.MEMBER, Invoices.invoice())).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> upload(Bakery.STRANGER, Invoices.invoice())).isInstanceOf(NotFound.class);
        assertNothingIsStored();
    }

    @Test
    void aDuplicateIsOfferedOnceAnAdministratorMarksItAsOriginal() {
        upload();
        Document duplicate = upload();
        assertThat(post.queues.entered()).hasSize(1);

        release(ADMINISTRATOR, duplicate.id());

        assertThat(post.received().isHeldBackAsDuplicate()).isFalse();
        assertThat(post.queues.entered())
                .extracting(DocumentQueues.Entry::document)
                .contains(duplicate.id());
        assertThat(post.documents.statuses(post.town.bakery.id(), duplicate.id()))
                .extracting(Documents.Status::name)
                .containsExactly("Received", "Duplicate", "Original");
        assertThat(post.audit.last().act()).isEqualTo("document.original");
        assertThat(post.audit.last().details())
                .isEqualTo(Map.of("documentId", duplicate.id().toString()));
    }

    @Test
    void onlyWhatIsHeldBackIsMarkedAndOnlyOnce() {
        Document original = upload();
        Document duplicate = upload();
        release(ADMINISTRATOR, duplicate.id());
        int told = post.audit.entries().size();

        for (Document document : new Document[] {original, duplicate}) {
            assertThatThrownBy(() -> release(ADMINISTRATOR, document.id()))
                    .isInstanceOfSatisfying(WrongState.class, refused -> assertThat(refused.code())
                            .isEqualTo("document-not-duplicate"));
        }
        assertThat(post.queues.entered()).hasSize(2);
        assertThat(post.audit.entries()).hasSize(told);
    }

    @Test
    void aDuplicateOfOthersOrNoneIsNotFoundAndAMemberMayNotMarkIt() {
        upload();
        Document duplicate = upload();

        assertThatThrownBy(() -> release(Bakery.MEMBER, duplicate.id())).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> release(Bakery.STRANGER, duplicate.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> releasing.release(Bakery.STRANGER, post.town.mill.publicId(), duplicate.id()))
                .isInstanceOf(NotFound.class);
        assertThat(post.received().isHeldBackAsDuplicate()).isTrue();
        assertThat(post.queues.entered()).hasSize(1);
    }

    @Test
    void aMemberSeesTheInboxAndMayAskForOneState() {
        Document original = upload();
        Document duplicate = upload();

        assertThat(box(Bakery.MEMBER, null, 500))
                .extracting(entry -> entry.document().id())
                .containsExactlyInAnyOrder(original.id(), duplicate.id());
        assertThat(box(Bakery.MEMBER, "duplicate", 1))
                .extracting(entry -> entry.document().id())
                .containsExactly(duplicate.id());
        assertThatThrownBy(() -> box(Bakery.STRANGER, null, 1)).isInstanceOf(NotFound.class);
    }

    @Test
    void anUnknownStateAndALimitOutOfBoundsAreToldAtOnce() {
        for (int limit : new int[] {0, 501}) {
            assertThatThrownBy(() -> box(Bakery.MEMBER, "lost", limit))
                    .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                            .extracting(InvalidInput.Violation::field)
                            .containsExactly("state", "limit"));
        }
    }

    @Test
    void everyStateIsKnownByItsWord() {
        for (DocumentState state : DocumentState.values()) {
            assertThat(DocumentState.ofWord(state.word())).contains(state);
        }
    }

    private Document upload() {
        return ((Outcome.Received) upload(ADMINISTRATOR, Invoices.invoice())).document();
    }

    private Outcome upload(Actor actor, String invoice) {
        return post.receiving.upload(actor, post.town.bakery.publicId(), Invoices.content(invoice));
    }

    private void release(Actor actor, DocumentId id) {
        releasing.release(actor, post.town.bakery.publicId(), id);
    }

    private List<BoxEntry> box(Actor actor, String state, int limit) {
        return viewing.box(
                        actor,
                        post.town.bakery.publicId(),
                        Direction.PURCHASE,
                        ViewingDocuments.Query.ofState(state),
                        Optional.empty(),
                        limit)
                .items();
    }

    private void assertNothingIsStored() {
        assertThat(post.documents.all()).isEmpty();
        assertThat(post.queues.entered()).isEmpty();
        assertThat(post.audit.entries()).isEmpty();
    }
}
