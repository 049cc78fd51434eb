package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import koppel.connection.NewConnection;
import koppel.connection.RenewingKeys;
import koppel.delivery.RespondingToInvoices;
import koppel.delivery.RetrievingDocuments;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.InvoiceResponse;
import koppel.document.Outgoing;
import koppel.document.Responses;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.persistence.Waiting;
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A package that sends is revoked and connected anew: it goes on where it was, and what it repeats is no second document. */
class SentInLineTest {

    private static final String PACKAGE = "exact-multivers";
    private static final int MOST = 500;

    private final Installation koppel = Installation.get();
    private final Company mill = Company.create();
    private final Company bakery = Company.create();
    private final AccountingPackage first = mill.connect(PACKAGE);

    private AccountingPackage follow(AccountingPackage followed, String softwarePackage) {
        mill.revoke(followed.connection());
        mill.delete(followed.connection());
        return mill.connect(new NewConnection(
                softwarePackage, null, null, null, null, followed.connection().toString(), true));
    }

    private Outgoing message(AccountingPackage by, String number) {
        return by.outgoing(
                bakery,
                Company.invoice(mill.partyId(), number, bakery.partyId()),
                Company.FINE,
                Bytes.of("<I/>"),
                "key");
    }

    private List<DocumentId> sentBefore(AccountingPackage by) {
        return koppel
                .in(() -> koppel.use(Documents.class)
                        .sentBefore(mill.organisation().id(), by.connection(), "key"))
                .stream()
                .map(Document::id)
                .toList();
    }

    private long sent() {
        return Database.get()
                .number(
                        "SELECT count(*) FROM document WHERE organisation_id = ?",
                        mill.organisation().id().number());
    }

    private void assertRepeats(AccountingPackage by, String number, DocumentId... all) {
        long documents = sent();
        assertThat(sentBefore(by)).containsExactlyInAnyOrder(all);
        assertThat(by.sendDirectly(message(by, number))).isEmpty();
        assertThat(Threads.atOnce(1, i -> by.sendTheLongWay(message(by, number))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.failure().getClass().getSimpleName()).isEqualTo("SentBefore"));
        assertThat(sent()).isEqualTo(documents);
    }

    @Test
    void aRepeatByWhoeverFollowsFindsTheFirstAndStoresNothing() {
        DocumentId id = first.send(message(first, "1"));

        AccountingPackage second = follow(first, PACKAGE);
        assertRepeats(second, "1", id);
        assertRepeats(follow(second, PACKAGE), "1", id);
    }

    @Test
    void aRepeatByWhoeverFollowsTheFollowerFindsWhatThatOneSent() {
        AccountingPackage second = follow(first, PACKAGE);
        DocumentId id = second.send(message(second, "1"));

        assertRepeats(follow(second, PACKAGE), "1", id);
    }

    /** Whoever follows may be other software of the same kind, which counts its messages from one. */
    @Test
    void anotherInvoiceUnderTheSameKeyByWhoeverFollowsIsSentOnce() {
        DocumentId id = first.send(message(first, "1"));
        AccountingPackage second = follow(first, PACKAGE);

        DocumentId another = second.send(message(second, "2"));

        assertRepeats(second, "2", id, another);
        assertRepeats(second, "3", id, another);
        AccountingPackage third = follow(second, PACKAGE);
        assertRepeats(third, "1", id, another);
        assertRepeats(third, "2", id, another);
        assertThat(third.send(message(third, "3"))).isNotIn(id, another);
        assertThat(sent()).isEqualTo(3);
    }

    /** Its messages have names of its own, which another's may once have had. */
    @Test
    void anotherSoftwarePackageThatFollowsHasKeysOfItsOwn() {
        DocumentId id = first.send(message(first, "1"));
        AccountingPackage other = follow(first, "radar");
        assertThat(sentBefore(other)).isEmpty();

        DocumentId another = other.send(message(other, "2"));

        assertThat(another).isNotEqualTo(id);
        assertThat(sent()).isEqualTo(2);
        AccountingPackage last = follow(other, "radar");
        assertThat(sentBefore(last)).containsExactly(another);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> statuses(last, id));
        assertThat(statuses(last, another)).containsExactly("Sent");
    }

    @Test
    void anUnrelatedConnectionHasKeysOfItsOwn() {
        AccountingPackage radar = mill.connect("radar");
        first.send(message(first, "1"));

        assertThat(sentBefore(radar)).isEmpty();
        assertThat(radar.sendDirectly(message(radar, "2"))).isPresent();
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void keysThatWereRevokedSendNothingAlsoWhereTheirInvoiceWasCheckedBefore() {
        Outgoing checked = message(first, "1");
        mill.revoke(first.connection());

        assertThat(first.sendDirectly(checked)).isEmpty();
        assertThat(Threads.atOnce(1, i -> first.sendTheLongWay(checked)))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.failure().getClass().getSimpleName()).isEqualTo("KeysEnded"));
        assertThat(sent()).isZero();
    }

    @Test
    void keysThatAreReplacedWhileASendWaitsForTheirConnectionSendNothing() {
        Outgoing checked = message(first, "1");

        Threads.Outcome<DocumentId> outcome = Waiting.forConnection(
                first.connection(),
                () -> first.sendTheLongWay(checked),
                () -> koppel.in(() ->
                        koppel.use(RenewingKeys.class).renew(mill.administrator(), first.connection(), 0, false)));

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.failure()).hasStackTraceContaining("KeysEnded");
        assertThat(sent()).isZero();
    }

    /** Each of them would still be sending at the end if they could pass by whoever waits to revoke. */
    @Test
    void aPackageThatNeverPausesCannotKeepItsKeysFromBeingRevoked() {
        CountDownLatch sending = new CountDownLatch(1);
        List<Callable<Long>> all = new ArrayList<>(Collections.nCopies(4, () -> {
            for (int i = 0; i < MOST; i++) {
                first.sendTheLongWay(first.outgoing(
                        bakery,
                        Company.invoice(mill.partyId(), "again", bakery.partyId()),
                        Company.FINE,
                        Bytes.of("<I/>"),
                        null));
                sending.countDown();
            }
            return 0L;
        }));
        all.add(() -> {
            assertThat(sending.await(20, TimeUnit.SECONDS)).as("they send").isTrue();
            return mill.revoke(first.connection());
        });

        List<Threads.Outcome<Long>> outcomes = Threads.atOnce(all);

        assertThat(outcomes.get(4).succeeded()).isTrue();
        assertThat(sent()).isPositive();
        assertThat(outcomes.subList(0, 4))
                .allSatisfy(outcome ->
                        assertThat(outcome.failure().getClass().getSimpleName()).isEqualTo("KeysEnded"));
    }

    /** A call may be storing when its keys are revoked and the package repeats the message under its new ones. */
    @RepeatedTest(8)
    void ofTheSameMessageByTheOldKeysAndTheNewOneIsSent() {
        long deadlocks = Database.get().deadlocks();
        List<Callable<DocumentId>> both = List.of(
                () -> first.send(message(first, "1")),
                () -> first.sendTheLongWay(message(first, "1")),
                () -> {
                    AccountingPackage second = follow(first, PACKAGE);
                    return second.send(message(second, "1"));
                },
                () -> first.sendTheLongWay(message(first, "1")));

        List<Threads.Outcome<DocumentId>> outcomes = Threads.atOnce(both);

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .extracting(outcome -> outcome.failure().getClass().getSimpleName())
                .isSubsetOf("SentBefore", "KeysEnded");
        assertThat(sent()).isEqualTo(1);
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void whatTheBuyerSaysReachesWhoeverFollows() {
        AccountingPackage yuki = bakery.connect("yuki");
        DocumentId id = first.send(bakery, null);
        koppel.doing(() -> koppel.use(RespondingToInvoices.class)
                .respond(
                        yuki.holder(),
                        bakery.organisation().id(),
                        yuki.listed().get(0),
                        new Responses.Given(InvoiceResponse.AP, List.of(), Optional.empty())));
        AccountingPackage second = follow(first, PACKAGE);
        AccountingPackage third = follow(second, PACKAGE);

        assertThat(List.of(first, second, third))
                .allSatisfy(one -> assertThat(statuses(one, id)).containsExactly("Sent", "AP"));
        AccountingPackage radar = mill.connect("radar");
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> statuses(radar, id));
    }

    private List<String> statuses(AccountingPackage by, DocumentId id) {
        return koppel
                .in(() -> koppel.use(RetrievingDocuments.class)
                        .statuses(by.holder(), mill.organisation().id(), Direction.SALES, id))
                .stream()
                .map(Documents.Status::name)
                .toList();
    }
}
