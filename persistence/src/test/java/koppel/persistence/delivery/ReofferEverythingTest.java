package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import koppel.delivery.FollowingReoffers;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.shared.WrongState;
import org.junit.jupiter.api.Test;

/** Re-offers of everything unretrieved, which epochs do. */
class ReofferEverythingTest extends ReofferCase {

    @Test
    void everythingUnretrievedIsOfferedAnewByOneEpoch() {
        List<DocumentId> received = company.receive(3);
        yuki.acknowledge(received.get(0));
        OfferCursor cursor = yuki.list(null, 10).next().orElseThrow();
        assertThat(company.dryRun(everything()).total()).isEqualTo(2);

        ReofferRun asked = company.askReoffer(everything());
        assertThat(asked.state()).isEqualTo(ReofferRun.State.RUNNING);
        assertThat(asked.total()).isEqualTo(2);
        assertThat(yuki.list(cursor, 10).items()).isEmpty();
        company.work();

        assertCompleted(company.find(asked.id()), 2, Map.of());
        assertThat(yuki.list(cursor, 10).items())
                .extracting(Offer::document)
                .containsExactly(received.get(1), received.get(2));
        assertThat(yuki.offers()).allMatch(Offer::reoffered);
    }

    @Test
    void aRunOverNothingIsCompletedAtOnce() {
        ReofferRun run = company.askReoffer(everything());

        assertCompleted(run, 0, Map.of());
        assertThat(company.due()).isEmpty();
        assertCompleted(company.askReoffer(range(Instant.EPOCH, null, true)), 0, Map.of());
    }

    @Test
    void aDryRunChangesNothing() {
        DocumentId received = company.receive();
        assertThat(company.dryRun(everything()).total()).isEqualTo(1);
        assertThat(company.dryRun(selection(false, received)).total()).isEqualTo(1);
        assertThat(company.dryRun(range(Instant.EPOCH, null, false)).total()).isEqualTo(1);

        assertThat(company.due()).isEmpty();
        assertThat(company.openItems()).isEmpty();
    }

    @Test
    void anOrganisationsEverythingIsCountedForEachActiveConsumer() {
        AccountingPackage basecone = company.connect("basecone");
        AccountingPackage revoked = company.connect("whitevision");
        company.receive(2);
        company.revoke(revoked.connection());
        basecone.download(basecone.listed().get(0));

        ReofferRun run = company.reoffer(everythingOfTheOrganisation());

        assertCompleted(run, 3, Map.of());
        assertThat(yuki.offers()).hasSize(2).allMatch(Offer::reoffered);
        assertThat(basecone.offers()).hasSize(1).allMatch(Offer::reoffered);
    }

    @Test
    void whoAsksForTheSameTwiceGetsTwoRunsThatOneEpochCompletes() {
        company.receive(3);
        ReofferRun one = company.askReoffer(everything());
        ReofferRun other = company.askReoffer(everything());
        DocumentId fresh = company.receive();

        company.work();

        assertCompleted(company.find(one.id()), 4, Map.of());
        assertCompleted(company.find(other.id()), 4, Map.of());
        assertThat(yuki.listed()).hasSize(4).contains(fresh);
    }

    @Test
    void aRunThatJoinsAReconnectionIsCompletedByItsEpoch() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);

        ReofferRun run = company.reoffer(everything());

        assertCompleted(run, 2, Map.of());
    }

    @Test
    void whatIsRetrievedBeforeTheEpochStartsIsToldAsRetrieved() {
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(everything());
        yuki.acknowledge(received.subList(0, 2));

        company.work();

        assertCompleted(company.find(run.id()), 1, Map.of(SkipReason.RETRIEVED, 2L));
    }

    @Test
    void aRevocationBeforeTheEpochStartsIsToldAsNotConnected() {
        company.receive(3);
        ReofferRun run = company.askReoffer(everything());
        company.revoke(connection);

        company.work();

        assertCompleted(company.find(run.id()), 0, Map.of(SkipReason.NOT_CONNECTED, 3L));
    }

    private ReofferRun stop(ReofferRun run) {
        return koppel.in(() -> koppel.use(FollowingReoffers.class).stop(company.administrator(), run.id()));
    }

    @Test
    void aStoppedRunLeavesItsQueuesNoLongerDueAndOffersNothing() {
        company.connect("basecone");
        List<DocumentId> received = company.receive(3);
        ReofferRun run = company.askReoffer(everythingOfTheOrganisation());
        assertThat(company.due()).hasSize(2);

        ReofferRun stopped = stop(run);

        assertThat(stopped.state()).isEqualTo(ReofferRun.State.STOPPED);
        assertThat(stopped.endedOn()).isPresent();
        assertThat(stopped.offered()).isZero();
        assertThat(company.due()).isEmpty();
        company.work();
        assertThat(company.find(run.id())).isEqualTo(stopped);
        assertThat(yuki.listed()).isEqualTo(received);
        assertThat(yuki.offers()).noneMatch(Offer::reoffered);
        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> stop(run));
    }

    @Test
    void aQueueThatAnotherRunIsAboutTooStaysDueWhenOneIsStopped() {
        AccountingPackage basecone = company.connect("basecone");
        company.receive(2);
        ReofferRun ofAll = company.askReoffer(everythingOfTheOrganisation());
        ReofferRun ofOne = company.askReoffer(everything());

        stop(ofAll);

        assertThat(company.due()).hasSize(1);
        company.work();
        assertCompleted(company.find(ofOne.id()), 2, Map.of());
        assertThat(company.find(ofAll.id()).offered()).isZero();
        assertThat(yuki.offers()).allMatch(Offer::reoffered);
        assertThat(basecone.offers()).noneMatch(Offer::reoffered);
    }

    @Test
    void aQueueThatIsDueForItsReconnectionStaysDueWhenARunIsStopped() {
        company.receive(2);
        company.revoke(connection);
        company.reconnect(connection);

        stop(company.askReoffer(everything()));

        assertThat(company.due()).hasSize(1);
        company.work();
        assertThat(company.due()).isEmpty();
    }

    @Test
    void aRunThatIsStoppedAfterOneOfItsQueuesKeepsWhatItDid() {
        company.connect("basecone");
        company.receive(3);
        ReofferRun run = company.askReoffer(everythingOfTheOrganisation());
        company.start(company.due().subList(0, 1));

        ReofferRun stopped = stop(run);

        assertThat(stopped.done()).isEqualTo(3);
        assertThat(stopped.offered()).isEqualTo(3);
        assertThat(stopped.total()).isEqualTo(6);
        assertThat(company.due()).isEmpty();
    }

    @Test
    void nothingIsEverOfferedToARevokedConnection() {
        DocumentId received = company.receive();
        company.revoke(connection);

        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.askReoffer(everything()));
        assertThatExceptionOfType(WrongState.class).isThrownBy(() -> company.dryRun(selection(true, received)));
    }
}
