package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.connection.NewConnection;
import koppel.delivery.Offer;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.Reoffers.ItemId;
import koppel.delivery.Share;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Threads;
import koppel.shared.NotFound;
import org.junit.jupiter.api.Test;

/** Whom a re-offer is about, and how its items are done. */
class ReofferItemsTest extends ReofferCase {

    @Test
    void nothingSentIsReofferedToTheConnectionThatSentIt() {
        Company buyer = Company.create();
        AccountingPackage sender = company.connect("own-app");
        DocumentId sent = sender.send(buyer, null);
        Request toSender = range(sender.connection(), Instant.EPOCH, null, true);

        assertThat(company.dryRun(toSender).total()).isZero();
        company.reoffer(toSender);
        company.reoffer(ofTheOrganisation(sent));

        assertThat(sender.sales().listed()).isEmpty();
        assertThat(yuki.sales().listed()).containsExactly(sent);
    }

    @Test
    void nothingSentIsReofferedToAConnectionThatFollowsTheOneThatSentIt() {
        AccountingPackage first = company.connect("own-app");
        DocumentId sent = first.send(Company.create(), null);
        company.revoke(first.connection());
        AccountingPackage follower = company.connect(new NewConnection(
                "own-app", null, null, null, null, first.connection().toString(), true));
        Request toFollower = range(follower.connection(), Instant.EPOCH, null, true);

        assertThat(company.dryRun(toFollower).total()).isZero();
        assertCompleted(company.reoffer(toFollower), 0, Map.of());

        assertThat(follower.sales().listed()).isEmpty();
        assertThat(yuki.sales().listed()).containsExactly(sent);
    }

    @Test
    void whatAnotherSoftwarePackageSentIsReofferedToTheOneThatFollowsIt() {
        AccountingPackage first = company.connect("own-app");
        DocumentId sent = first.send(Company.create(), null);
        company.revoke(first.connection());
        AccountingPackage follower = company.connect(new NewConnection(
                "basecone", null, null, null, null, first.connection().toString(), true));
        assertThat(follower.sales().listed()).isEmpty();

        assertCompleted(company.reoffer(range(follower.connection(), Instant.EPOCH, null, false)), 1, Map.of());

        assertThat(follower.sales().listed()).containsExactly(sent);
    }

    @Test
    void aSelectionForTheOrganisationGoesToEachActiveConsumerAndToNoOther() {
        AccountingPackage basecone = company.connect("basecone");
        AccountingPackage revoked = company.connect("whitevision");
        DocumentId received = company.receive();
        company.revoke(revoked.connection());

        assertCompleted(company.reoffer(ofTheOrganisation(received)), 2, Map.of());
        assertThat(basecone.offers()).allMatch(Offer::reoffered);
    }

    @Test
    void aSelectionGetsAnOutcomeAlsoWhereNothingIsConnected() {
        Company alone = Company.create();
        DocumentId received = alone.receive();
        Request request = new Request(
                Optional.empty(),
                Optional.of(alone.organisation().publicId()),
                List.of(received),
                Optional.empty(),
                Optional.empty(),
                false);

        assertCompleted(alone.reoffer(request), 0, Map.of(SkipReason.NOT_CONNECTED, 1L));
        alone.revoke(alone.connect("yuki").connection());
        assertCompleted(alone.reoffer(request), 0, Map.of(SkipReason.NOT_CONNECTED, 1L));
    }

    @Test
    void whatIsNotTheOrganisationsIsNotFound() {
        Company stranger = Company.create();
        DocumentId theirs = stranger.receive();
        ConnectionId foreign = stranger.connect("yuki").connection();

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.askReoffer(selection(true, theirs)));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> company.askReoffer(ofTheOrganisation(theirs)));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> company.askReoffer(new Request(
                        Optional.of(foreign), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false)));
        ReofferRun run = company.askReoffer(everything());
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> stranger.find(run.id()));
    }

    @Test
    void itemsAreGivenInTheirOrderAndARunShowsHowFarItIs() {
        List<DocumentId> received = company.receive(5);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        List<ItemId> items = company.openItems();
        assertThat(items).extracting(ItemId::number).containsExactly(1, 2, 3, 4, 5);

        assertThat(company.process(items.subList(0, 2))).isEqualTo(2);

        assertThat(company.find(run.id()).done()).isEqualTo(2);
        assertThat(company.find(run.id()).total()).isEqualTo(5);
        assertThat(koppel.in(() -> reoffers.anyOpen(koppel.clock().now()))).isTrue();
        assertThat(koppel.in(() -> reoffers.open(
                        Optional.of(items.get(3)), 10, Share.ALL, koppel.clock().now())))
                .contains(items.get(4))
                .doesNotContain(items.get(3));
        assertThat(company.openItems()).isEqualTo(items.subList(2, 5));
        koppel.doing(() -> reoffers.completeFinished(koppel.clock().now()));
        assertThat(company.find(run.id()).state()).isEqualTo(ReofferRun.State.RUNNING);
    }

    @Test
    void doingTheSameItemsTwiceDoesThemOnce() {
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        List<ItemId> items = company.openItems();

        List<Threads.Outcome<Integer>> outcomes = Threads.atOnce(4, i -> company.process(items));

        assertThat(outcomes).allMatch(Threads.Outcome::succeeded);
        assertThat(outcomes.stream().mapToInt(Threads.Outcome::result).sum()).isEqualTo(3);
        company.work();
        assertCompleted(company.find(run.id()), 3, Map.of());
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM offer_event WHERE organisation_id = ? AND event = 'reoffered'",
                                company.organisation().id().number()))
                .isEqualTo(3);
    }

    @Test
    void aRevocationMeanwhileLeavesTheRestNotConnected() {
        List<DocumentId> received = company.receive(4);
        ReofferRun run = company.askReoffer(selection(false, received.toArray(DocumentId[]::new)));
        company.process(company.openItems().subList(0, 1));
        company.revoke(connection);

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of(SkipReason.NOT_CONNECTED, 3L));
    }

    @Test
    void runsOverTheSameDocumentsDoneTogetherMakeOneOffer() {
        DocumentId received = company.receive();
        ReofferRun one = company.askReoffer(selection(false, received));
        ReofferRun other = company.askReoffer(selection(false, received));

        company.work();

        assertCompleted(company.find(one.id()), 1, Map.of());
        assertCompleted(company.find(other.id()), 1, Map.of());
        assertThat(yuki.listed()).containsExactly(received);
    }

    @Test
    void runsThatMeetOverTheSameQueuesNeverDeadlock() {
        company.connect("basecone");
        company.connect("whitevision");
        company.receive(20);
        long deadlocks = Database.get().deadlocks();
        for (int round = 0; round < 3; round++) {
            company.askReoffer(everythingOfTheOrganisation());
            company.askReoffer(everythingOfTheOrganisation());
            List<QueueId> due = company.due();
            assertThat(due).hasSize(3);
            assertThat(Threads.atOnce(6, i -> switch (i) {
                        case 0, 1, 2 -> company.start(List.of(due.get(i)));
                        case 3 -> company.start(due);
                        case 4 -> company.revoke(connection);
                        default ->
                            koppel.in(() ->
                                    reoffers.completeFinished(koppel.clock().now()));
                    }))
                    .allMatch(Threads.Outcome::succeeded);
            company.reconnect(connection);
            company.work();
        }
        assertThat(Database.get().deadlocks()).isEqualTo(deadlocks);
        assertThat(Database.get()
                        .number(
                                "SELECT count(*) FROM reoffer_run WHERE organisation_id = ? AND state = 'running'",
                                company.organisation().id().number()))
                .isZero();
    }
}
