package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.document.SendingInvoice.Outcome;
import koppel.organisation.PartyId;
import koppel.shared.SetClock;
import koppel.softwarepackage.Catalogue;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

class SendingInvoiceTest {

    private static final PartyId BUYER = PartyId.parse("0106:87654321");

    private final PostOffice post = new PostOffice();

    @Test
    void bothPartiesGetADocumentOfTheirOwnWithTheSameBytes() {
        DocumentId id = post.send();

        Document sent =
                post.documents.byId(post.town.mill.id(), Direction.SALES, id).orElseThrow();
        Document received = post.received();
        assertThat(post.documents.all()).containsExactlyInAnyOrder(sent, received);
        assertThat(sent.sentBy()).contains(post.sender.connection());
        assertThat(received.id()).isNotEqualTo(id);
        assertThat(received.direction()).isEqualTo(Direction.PURCHASE);
        assertThat(received.via()).isEqualTo(Document.EnteredVia.SEND);
        assertThat(received.expiresOn()).isEqualTo(SetClock.START.plus(post.town.bakery.retention()));
        assertThat(post.documents.part(post.town.bakery.id(), received.id(), 0))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo(Invoices.invoice()));
        assertThat(post.documents.statuses(post.town.mill.id(), id))
                .extracting(Documents.Status::name)
                .containsExactly("Sent");
        assertThat(post.documents.statuses(post.town.bakery.id(), received.id()))
                .extracting(Documents.Status::name)
                .containsExactly("Received");
    }

    @Test
    void whatEntersDirectlyIsNotStoredASecondTime() {
        post.enterDirectly();

        DocumentId id = post.send();

        assertThat(post.enteredDirectly).hasSize(2).first().satisfies(sent -> {
            assertThat(sent.id()).isEqualTo(id);
            assertThat(sent.organisation()).isEqualTo(post.town.mill.id());
        });
        assertThat(post.enteredDirectly.get(1).organisation()).isEqualTo(post.town.bakery.id());
        assertThat(post.documents.all()).isEmpty();
        assertThat(post.queues.entered()).isEmpty();
    }

    @Test
    void whatDoesNotEnterDirectlyGoesToWhomThePartyIdReachesByNow() {
        post.enterDirectly();
        post.send();
        post.town.organisations.move(BUYER, Optional.of(post.town.mill));
        post.enterTheLongWay();

        post.send();

        assertThat(post.documents.all()).extracting(Document::organisation).containsOnly(post.town.mill.id());
    }

    @Test
    void aReceiverThatIsNoLongerReachedIsUnknownAlsoWhereItWasKnownAMomentAgo() {
        post.enterDirectly();
        post.send();
        post.town.organisations.move(BUYER, Optional.empty());
        post.enterTheLongWay();

        assertThat(post.send(post.sender, Invoices.invoice(), null, null)).isEqualTo(new Outcome.UnknownReceiver());
        assertNothingIsStored();
    }

    @Test
    void aReceiverIsRememberedForAMinute() {
        post.enterDirectly();
        post.send();
        post.town.organisations.move(BUYER, Optional.empty());

        post.clock.advance(Duration.ofSeconds(59));
        assertThat(post.send(post.sender, Invoices.invoice(), null, null)).isInstanceOf(Outcome.Sent.class);
        post.clock.advance(Duration.ofSeconds(1));
        assertThat(post.send(post.sender, Invoices.invoice(), null, null)).isEqualTo(new Outcome.UnknownReceiver());
    }

    @Test
    void bothAreEnteredIntoTheirQueuesButNotIntoTheSendersOwn() {
        DocumentId id = post.send();

        assertThat(post.queues.entered())
                .containsExactlyInAnyOrder(
                        new DocumentQueues.Entry(
                                post.town.bakery.id(),
                                Direction.PURCHASE,
                                post.received().id(),
                                Optional.empty()),
                        new DocumentQueues.Entry(
                                post.town.mill.id(), Direction.SALES, id, Optional.of(post.sender.connection())));
    }

    @Test
    void theReceiverMayBeNamedInAnySpelling() {
        assertThat(post.send(post.sender, Invoices.invoice(), "NL:KVK:87654321", null))
                .isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void aRepeatIsAnsweredWithTheFirstIdAndStoresNothing() {
        DocumentId first = ((Outcome.Sent) post.send(post.sender, Invoices.invoice(), null, "message 1")).id();

        assertThat(post.send(post.sender, Invoices.invoice(), null, "message 1"))
                .isEqualTo(new Outcome.SentBefore(first));
        assertThat(post.documents.all()).hasSize(2);
        assertThat(post.queues.entered()).hasSize(2);
    }

    @Test
    void anIdempotencyKeyIsTheConnectionsOwn() {
        KeyHolder other = PostOffice.holder(post.town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
        post.send(post.sender, Invoices.invoice(), null, "message 1");

        assertThat(post.send(other, Invoices.invoice(), null, "message 1")).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void aConnectionThatFollowsAnotherGoesOnWithItsIdempotencyKeys() {
        KeyHolder follower = PostOffice.holder(post.town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
        KeyHolder last = PostOffice.holder(post.town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
        post.documents.follow(follower.connection(), post.sender.connection());
        post.documents.follow(last.connection(), follower.connection());
        DocumentId first = ((Outcome.Sent) post.send(post.sender, Invoices.invoice(), null, "message 1")).id();

        assertThat(post.send(follower, Invoices.invoice(), null, "message 1")).isEqualTo(new Outcome.SentBefore(first));
        assertThat(post.send(last, Invoices.invoice(), null, "message 1")).isEqualTo(new Outcome.SentBefore(first));
        assertThat(post.documents.all()).hasSize(2);
    }

    /** It may be other software of the same kind, which counts its messages from one. */
    @Test
    void aConnectionThatFollowsMayCallAnotherInvoiceWhatTheOneBeforeCalledOneOfItsOwn() {
        KeyHolder follower = PostOffice.holder(post.town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);
        post.documents.follow(follower.connection(), post.sender.connection());
        post.send(post.sender, Invoices.invoice(), null, "message 1");
        String other = Invoices.invoiceWith("F-2026-0042", "F-2026-0043");

        Outcome.Sent sent = (Outcome.Sent) post.send(follower, other, null, "message 1");

        assertThat(post.send(follower, other, null, "message 1")).isEqualTo(new Outcome.SentBefore(sent.id()));
        assertThat(post.send(follower, Invoices.invoice(), null, "message 1"))
                .isEqualTo(new Outcome.SentBefore(sent.id()));
        assertThat(post.documents.all()).hasSize(4);
    }

    @Test
    void aDuplicateIsKeptButNotEnteredIntoTheReceiversQueues() {
        post.send();
        Document original = post.received();
        DocumentId again = post.send();

        Document duplicate = post.received();
        assertThat(duplicate.duplicateOf()).contains(original.id());
        assertThat(post.documents.statuses(post.town.bakery.id(), duplicate.id()))
                .extracting(Documents.Status::name)
                .containsExactly("Received", "Duplicate");
        assertThat(post.queues.entered())
                .extracting(DocumentQueues.Entry::document)
                .doesNotContain(duplicate.id())
                .contains(original.id(), again);
    }

    @Test
    void aPackageThatDoesNotSendIsNotPermittedWhateverItSends() {
        KeyHolder receiver = PostOffice.holder(post.town.mill.id(), Catalogue.BASECONE, Acknowledgement.ON_DOWNLOAD);

        assertThat(post.send(receiver, Invoices.invoice(), null, null)).isEqualTo(new Outcome.NotPermitted());
        assertThat(post.send(receiver, "nonsense", null, null)).isEqualTo(new Outcome.NotPermitted());
        assertNothingIsStored();
    }

    @Test
    void whatCanNotBeReadIsRefusedWithTheReason() {
        assertThat(post.send(post.sender, "nonsense", null, null))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> assertThat(
                                invalid.verdict().findings())
                        .extracting(Finding::ruleId)
                        .containsExactly(Finding.SCHEMA));
        assertNothingIsStored();
    }

    @Test
    void whatTheRulesForbidIsRefusedWithEveryFinding() {
        Finding wrong = finding("BR-CO-15", Finding.Severity.ERROR);
        Finding doubtful = finding("PEPPOL-EN16931-R120", Finding.Severity.WARNING);
        post.rules.say(doubtful, wrong);

        assertThat(post.send(post.sender, Invoices.invoice(), null, null))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.verdict().findings()).containsExactly(doubtful, wrong));
        assertNothingIsStored();
    }

    @Test
    void aWarningIsNoObstacleAndIsKeptWithBothDocuments() {
        Finding doubtful = finding("PEPPOL-EN16931-R120", Finding.Severity.WARNING);
        post.rules.say(doubtful);

        DocumentId sent = post.send();

        assertThat(post.received().valid()).isTrue();
        assertThat(post.documents.findings(post.town.mill.id(), sent)).containsExactly(doubtful);
        assertThat(post.documents.findings(
                        post.town.bakery.id(), post.received().id()))
                .containsExactly(doubtful);
    }

    @Test
    void whatTheRulesHaveNothingAgainstButCanNotBeReadIsRefusedAllTheSame() {
        assertThat(post.send(post.sender, Invoices.invoiceWith("<cbc:ID>F-2026-0042</cbc:ID>", ""), null, null))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> assertThat(
                                invalid.verdict().findings())
                        .extracting(Finding::location)
                        .containsExactly("/Invoice/cbc:ID"));
        assertNothingIsStored();
    }

    @Test
    void theRulesAreThoseOfTheDay() {
        post.send();
        assertThat(post.rules.days())
                .containsExactly(SetClock.START.atZone(ZoneOffset.UTC).toLocalDate());
    }

    @Test
    void aRepeatIsAnsweredBeforeAnyRuleIsApplied() {
        post.send(post.sender, Invoices.invoice(), null, "message 1");
        post.rules.say(finding("BR-CO-15", Finding.Severity.ERROR));

        assertThat(post.send(post.sender, Invoices.invoice(), null, "message 1"))
                .isInstanceOf(Outcome.SentBefore.class);
        assertThat(post.rules.days()).hasSize(1);
    }

    private static Finding finding(String ruleId, Finding.Severity severity) {
        return new Finding(ruleId, severity, "/Invoice", "Something to say.");
    }

    @Test
    void anInvoiceOfAnotherSupplierIsForeign() {
        assertThat(post.send(post.sender, Invoices.invoiceWith(">12345678<", ">87654321<"), null, null))
                .isEqualTo(new Outcome.ForeignSupplier());
        assertNothingIsStored();
    }

    @Test
    void anInvoiceForAnotherThanTheReceiverThatIsNamedIsRefused() {
        assertThat(post.send(post.sender, Invoices.invoice(), "0106:12345678", null))
                .isEqualTo(new Outcome.OtherReceiver());
        assertNothingIsStored();
    }

    @Test
    void aReceiverWhomNobodyKnowsIsRefused() {
        assertThat(post.send(post.sender, Invoices.invoiceWith(">87654321<", ">23456789<"), null, null))
                .isEqualTo(new Outcome.UnknownReceiver());
        assertNothingIsStored();
    }

    private void assertNothingIsStored() {
        assertThat(post.documents.all()).isEmpty();
        assertThat(post.queues.entered()).isEmpty();
        assertThat(post.audit.entries()).isEmpty();
    }
}
