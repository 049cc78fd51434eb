package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.connection.NewConnection;
import koppel.delivery.RespondingToInvoices;
import koppel.delivery.RetrievingDocuments;
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
import koppel.shared.NotFound;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A package that sends is revoked and connected anew: it goes on where it was, and what it repeats is no second document. */
class SentInLineTest {

    private static final int AT_ONCE = 12;

    private final Installation koppel = Installation.get();
    private final Company mill = Company.create();
    private final Company bakery = Company.create();
    private final AccountingPackage first = mill.connect("exact-multivers");
    private AccountingPackage second;
    private AccountingPackage third;

    @BeforeEach
    void twoFollow() {
        second = follow(first.connection());
        third = follow(second.connection());
    }

    private AccountingPackage follow(ConnectionId followed) {
        mill.revoke(followed);
        mill.delete(followed);
        return mill.connect(new NewConnection("exact-multivers", null, null, null, null, followed.toString(), true));
    }

    private Outgoing message(AccountingPackage by, String number) {
        return by.outgoing(
                bakery,
                Company.invoice(mill.partyId(), number, bakery.partyId()),
                Company.FINE,
                Bytes.of("<I/>"),
                "key");
    }

    private Optional<DocumentId> sentBefore(AccountingPackage by) {
        return koppel.in(
                () -> koppel.use(Documents.class).sentBefore(mill.organisation().id(), by.connection(), "key"));
    }

    private long sent() {
        return Database.get()
                .number(
                        "SELECT count(*) FROM document WHERE organisation_id = ?",
                        mill.organisation().id().number());
    }

    @Test
    void aRepeatByWhoeverFollowsFindsTheFirstAndStoresNothing() {
        DocumentId id = first.sendTheLongWay(message(first, "1"));

        assertThat(List.of(first, second, third))
                .allSatisfy(one -> assertThat(sentBefore(one)).contains(id));
        assertThat(third.sendDirectly(message(third, "2"))).isEmpty();
        for (AccountingPackage one : List.of(second, third)) {
            assertThat(Threads.atOnce(1, i -> one.sendTheLongWay(message(one, "3"))))
                    .singleElement()
                    .satisfies(
                            outcome -> assertThat(outcome.failure().getClass().getSimpleName())
                                    .isEqualTo("SentBefore"));
        }
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void aRepeatByWhoeverFollowsTheFollowerFindsWhatThatOneSent() {
        DocumentId id = second.sendTheLongWay(message(second, "1"));

        assertThat(sentBefore(third)).contains(id);
        assertThat(third.sendDirectly(message(third, "2"))).isEmpty();
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void anUnrelatedConnectionHasKeysOfItsOwn() {
        AccountingPackage radar = mill.connect("radar");
        first.send(message(first, "1"));

        assertThat(sentBefore(radar)).isEmpty();
        assertThat(radar.sendDirectly(message(radar, "2"))).isPresent();
        assertThat(sent()).isEqualTo(2);
    }

    /**
     * A call that was let in before its keys were revoked may still be on its long way when the package repeats the message, directly or not,
     * under its new keys.
     */
    @RepeatedTest(5)
    void ofTheSameMessageAtOnceByAllOfALineOneIsSent() {
        long deadlocks = Database.get().deadlocks();
        List<AccountingPackage> line = List.of(first, third, second, third);

        List<Threads.Outcome<DocumentId>> outcomes = Threads.atOnce(
                AT_ONCE, i -> line.get(i % line.size()).send(message(line.get(i % line.size()), "number " + i)));

        assertThat(outcomes).filteredOn(Threads.Outcome::succeeded).hasSize(1);
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
