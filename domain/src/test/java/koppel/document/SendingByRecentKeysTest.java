package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.connection.StillValidKeys.Serving;
import koppel.document.SendingInvoice.Outcome;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.shared.NotFound;
import koppel.softwarepackage.Catalogue;
import org.junit.jupiter.api.Test;

/** What was known of the sender a moment ago is enough for what storing asks for itself, and for nothing else. */
class SendingByRecentKeysTest {

    private static final PartyId SELLER = PartyId.parse("0106:12345678");

    private final PostOffice post = new PostOffice();
    private final Serving serving = new Serving(post.sender, post.town.mill);
    private final KeyHolder notSending =
            PostOffice.holder(post.town.mill.id(), Catalogue.BASECONE, Acknowledgement.ON_DOWNLOAD);

    /** Known as it was; what it is now is counted when asked, and may be nothing any more. */
    private static final class KnownSender implements SendingInvoice.Sender {

        private final PartyId named;
        private final Serving was;
        private final Optional<Serving> is;
        private int asked;

        KnownSender(PartyId named, Serving was, Optional<Serving> is) {
            this.named = named;
            this.was = was;
            this.is = is;
        }

        @Override
        public Optional<Recent> recent() {
            return Optional.of(new Recent(named, was));
        }

        @Override
        public Serving confirmed() {
            asked++;
            return is.orElseThrow(() -> new NotFound("party"));
        }

        @Override
        public Serving confirmedAnew() {
            return confirmed();
        }
    }

    /** Valid when the call began, and ended while its invoice was read and checked. */
    private record EndedMeanwhile(Serving before, Optional<Serving> after) implements SendingInvoice.Sender {

        @Override
        public Optional<Recent> recent() {
            return Optional.empty();
        }

        @Override
        public Serving confirmed() {
            return before;
        }

        @Override
        public Serving confirmedAnew() {
            return after.orElseThrow(() -> new NotFound("party"));
        }
    }

    @Test
    void keysThatEndWhileTheInvoiceIsCheckedSendNothing() {
        post.keysHold = false;

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> send(new EndedMeanwhile(serving, Optional.empty())));
        assertThat(send(new EndedMeanwhile(serving, Optional.of(new Serving(notSending, post.town.mill)))))
                .isEqualTo(new Outcome.NotPermitted());
        assertThatExceptionOfType(Intake.KeysEnded.class)
                .isThrownBy(() -> send(new EndedMeanwhile(serving, Optional.of(serving))));
        // documents that were added are rolled back, where there are transactions
        assertThat(post.queues.entered()).isEmpty();
    }

    private Outcome send(SendingInvoice.Sender by) {
        return post.send(by, Invoices.invoice(), null, null);
    }

    @Test
    void whatEntersDirectlyNeedsNoConfirmation() {
        post.enterDirectly();
        KnownSender gone = new KnownSender(SELLER, serving, Optional.empty());

        assertThat(send(gone)).isInstanceOf(Outcome.Sent.class);
        assertThat(gone.asked).isZero();
        assertThat(post.enteredDirectly).hasSize(2);
    }

    @Test
    void whatDoesNotEnterDirectlyIsStoredForConfirmedKeysOnly() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> send(new KnownSender(SELLER, serving, Optional.empty())));
        assertThat(post.documents.all()).isEmpty();

        KnownSender stillThere = new KnownSender(SELLER, serving, Optional.of(serving));
        assertThat(send(stillThere)).isInstanceOf(Outcome.Sent.class);
        assertThat(stillThere.asked).isEqualTo(1);
        assertThat(post.directAttempts)
                .as("the direct way is not tried twice a message")
                .isEqualTo(2);
        assertThat(post.documents.all()).hasSize(2);
        assertThat(post.rules.days()).as("the rules are applied once a message").hasSize(2);
    }

    @Test
    void noRefusalIsToldToKeysThatAreNoLongerValid() {
        post.enterDirectly();
        assertToldToConfirmedKeysOnly(serving, "nonsense", null, Outcome.Invalid.class);
        assertToldToConfirmedKeysOnly(
                serving, Invoices.invoiceWith(">12345678<", ">87654321<"), null, Outcome.ForeignSupplier.class);
        assertToldToConfirmedKeysOnly(serving, Invoices.invoice(), "0106:12345678", Outcome.OtherReceiver.class);
        assertToldToConfirmedKeysOnly(
                serving, Invoices.invoiceWith(">87654321<", ">23456789<"), null, Outcome.UnknownReceiver.class);
        assertToldToConfirmedKeysOnly(
                new Serving(notSending, post.town.mill), Invoices.invoice(), null, Outcome.NotPermitted.class);
        post.rules.say(new Finding("BR-CO-15", Finding.Severity.ERROR, "/Invoice", "Wrong."));
        assertToldToConfirmedKeysOnly(serving, Invoices.invoice(), null, Outcome.Invalid.class);
        assertThat(post.enteredDirectly).isEmpty();
    }

    private void assertToldToConfirmedKeysOnly(
            Serving who, String invoice, String receiver, Class<? extends Outcome> refusal) {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> post.send(new KnownSender(SELLER, who, Optional.empty()), invoice, receiver, null));
        assertThat(post.send(new KnownSender(SELLER, who, Optional.of(who)), invoice, receiver, null))
                .isInstanceOf(refusal);
    }

    @Test
    void thatTheRulesAreBusyIsToldToConfirmedKeysOnly() {
        post.enterDirectly();
        post.rules.beBusy();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> send(new KnownSender(SELLER, serving, Optional.empty())));
        KnownSender stillThere = new KnownSender(SELLER, serving, Optional.of(serving));
        assertThatExceptionOfType(RulesBusy.class).isThrownBy(() -> send(stillThere));
        assertThat(stillThere.asked).isEqualTo(1);
        assertThat(post.enteredDirectly).isEmpty();
    }

    @Test
    void aRepeatIsToldToConfirmedKeysOnly() {
        Outcome.Sent first = (Outcome.Sent) post.send(post.sender, Invoices.invoice(), null, "message 1");

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> post.send(
                        new KnownSender(SELLER, serving, Optional.empty()), Invoices.invoice(), null, "message 1"));
        assertThat(post.send(
                        new KnownSender(SELLER, serving, Optional.of(serving)), Invoices.invoice(), null, "message 1"))
                .isEqualTo(new Outcome.SentBefore(first.id()));
    }

    @Test
    void whatHasChangedOfTheKeysIsWhatCounts() {
        Serving receiving = new Serving(notSending, post.town.mill);

        assertThat(send(new KnownSender(SELLER, serving, Optional.of(receiving))))
                .isEqualTo(new Outcome.NotPermitted());
        assertThat(post.documents.all()).isEmpty();
        assertThat(send(new KnownSender(SELLER, receiving, Optional.of(serving))))
                .isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void whatHasChangedOfTheOrganisationIsWhatCounts() {
        Organisation mill = post.town.mill;

        assertThat(send(new KnownSender(SELLER, serving, Optional.of(new Serving(post.sender, post.town.bakery)))))
                .isEqualTo(new Outcome.ForeignSupplier());
        assertThat(send(new KnownSender(
                        SELLER,
                        new Serving(post.sender, post.town.bakery),
                        Optional.of(new Serving(post.sender, mill)))))
                .isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void whoeverIsNamedByAnotherPartyIdThanTheSuppliersIsConfirmedFirst() {
        post.enterDirectly();
        PartyId another = PartyId.parse("0190:00000001234567890000");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> send(new KnownSender(another, serving, Optional.empty())));
        assertThat(post.enteredDirectly).isEmpty();

        assertThat(send(new KnownSender(another, serving, Optional.of(serving))))
                .isInstanceOf(Outcome.Sent.class);
        assertThat(post.enteredDirectly).hasSize(2);
    }
}
