package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import koppel.connection.Connections;
import koppel.connection.ServingOrganisations;
import koppel.delivery.RetrievingDocuments;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

/** What waits for an organisation that another one's connection serves is never stranded. */
class ServingOrganisationsTest {

    private final Installation koppel = Installation.get();
    private final Company owner = Company.create();
    private final Company further =
            Company.of(owner.administrator(), Company.create(owner.administrator(), Company.nextPartyId()));
    private final AccountingPackage shared = owner.connect("basecone");

    private void serve() {
        koppel.in(() -> koppel.use(ServingOrganisations.class)
                .serve(
                        owner.administrator(),
                        shared.connection(),
                        further.organisation().publicId(),
                        new ServingOrganisations.Wish(null, null, null)));
    }

    @Test
    void whatIsLeftOutStaysAndAnEmptyTextTakesAway() {
        wish(new ServingOrganisations.Wish("100", "2026-01-31", false));
        assertThat(wish(new ServingOrganisations.Wish(null, null, null)))
                .extracting(Connections.Service::administration, Connections.Service::startDate)
                .containsExactly(Optional.of("100"), Optional.of(LocalDate.of(2026, 1, 31)));
        assertThat(wish(new ServingOrganisations.Wish("", "", null)))
                .extracting(Connections.Service::administration, Connections.Service::startDate)
                .containsExactly(Optional.empty(), Optional.empty());
    }

    private Connections.Service wish(ServingOrganisations.Wish wish) {
        return koppel.in(() -> koppel.use(ServingOrganisations.class)
                .serve(
                        owner.administrator(),
                        shared.connection(),
                        further.organisation().publicId(),
                        wish)
                .service());
    }

    private long remove() {
        return koppel.in(() -> koppel.use(ServingOrganisations.class)
                .remove(
                        owner.administrator(),
                        shared.connection(),
                        further.organisation().publicId()));
    }

    private int listed(AccountingPackage accounting) {
        return koppel.in(() -> koppel.use(RetrievingDocuments.class)
                .list(accounting.holder(), further.organisation().id(), Direction.PURCHASE, null, 100)
                .items()
                .size());
    }

    @Test
    void theFirstConsumerOfAFurtherOrganisationGetsWhatItsInboxHolds() {
        further.receive(2);
        serve();
        further.startDue();

        assertThat(listed(shared)).isEqualTo(2);
        assertThat(shared.listed()).isEmpty();
    }

    @Test
    void anOrganisationThatComesBackFindsWhatWaitedAndWhatArrivedMeanwhile() {
        serve();
        further.receive();
        assertThat(remove()).isEqualTo(1);
        further.receive();
        assertThat(listed(shared)).isZero();

        serve();
        further.startDue();
        assertThat(listed(shared)).isEqualTo(2);
    }

    @Test
    void whatWaitsAtARevokedConnectionOfAnotherOrganisationGoesToTheNextConsumer() {
        serve();
        DocumentId waiting = further.receive();
        owner.revoke(shared.connection());

        AccountingPackage own = further.connect("yuki");
        further.startDue();
        assertThat(own.listed()).containsExactly(waiting);

        // and the one that it was taken from starts anew when it is reconnected
        AccountingPackage again = owner.reconnect(shared.connection());
        assertThat(listed(again)).isZero();
        further.receive();
        assertThat(listed(again)).isEqualTo(1);
        assertThat(own.listed()).hasSize(2);
    }
}
