package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.ConnectionId;
import koppel.connection.Connections.Further;
import koppel.connection.ServingConnections.Serving;
import koppel.connection.ServingOrganisations;
import koppel.connection.ViewingConnections;
import koppel.connection.ViewingConnections.Seen;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.user.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people of a further organisation see of the connection that serves it, and how either side ends that. */
class ServingConnectionsTest {

    private final Installation koppel = Installation.get();
    private final Company owner = Company.create();
    private final Company first = beside(owner);
    private final Company second = beside(owner);
    private final Actor ofFirst = Company.person();
    private final AccountingPackage shared = owner.connect("basecone");
    private final ConnectionId id = shared.connection();

    private static Company beside(Company owner) {
        return Company.of(owner.administrator(), Company.create(owner.administrator(), Company.nextPartyId()));
    }

    @BeforeEach
    void bothAreServed() {
        serve(first, "1");
        serve(second, "2");
        join(ofFirst, first, "administrator");
    }

    private void serve(Company company, String administration) {
        koppel.in(() -> koppel.use(ServingOrganisations.class)
                .serve(
                        owner.administrator(),
                        id,
                        company.organisation().publicId(),
                        new ServingOrganisations.Wish(administration, null, false)));
    }

    private static void join(Actor person, Company company, String role) {
        Database.get()
                .execute(
                        "INSERT INTO organisation_member (organisation_id, user_id, role) VALUES (?, ?, ?)",
                        company.organisation().id().number(),
                        person.id().number(),
                        role);
    }

    private Seen see(Actor person) {
        return koppel.in(() -> koppel.use(ViewingConnections.class).see(person, id));
    }

    private List<Seen> listed(Actor person, Company company) {
        return koppel.in(() -> koppel.use(ViewingConnections.class)
                .of(person, company.organisation().publicId()));
    }

    private long remove(Actor person, Company company) {
        return koppel.in(() -> koppel.use(ServingOrganisations.class)
                .remove(person, id, company.organisation().publicId()));
    }

    private static Serving ofAnother(Seen seen) {
        return ((Seen.OfAnother) seen).serving();
    }

    @Test
    void theirMembersSeeWhoseItIsAndWhatWaitsForThemAlone() {
        first.receive(2);
        second.receive(5);

        assertThat(listed(ofFirst, first)).singleElement().satisfies(seen -> {
            assertThat(ofAnother(seen).owner()).isEqualTo(owner.organisation());
            assertThat(ofAnother(seen).further()).singleElement().satisfies(one -> {
                assertThat(one.organisation()).isEqualTo(first.organisation());
                assertThat(one.service().administration()).contains("1");
                assertThat(one.service().salesInvoices()).isFalse();
                assertThat(one.waiting()).isEqualTo(2);
            });
        });
        assertThat(ofAnother(see(ofFirst)))
                .isEqualTo(ofAnother(listed(ofFirst, first).get(0)));

        join(ofFirst, second, "member");
        assertThat(ofAnother(see(ofFirst)).further())
                .extracting(Further::waiting)
                .containsExactly(2L, 5L);
    }

    @Test
    void itsOwnersPeopleSeeAllOfItAndStrangersNothing() {
        assertThat(see(owner.administrator())).isInstanceOf(Seen.Own.class);
        assertThat(listed(owner.administrator(), owner)).singleElement().isInstanceOf(Seen.Own.class);
        Actor stranger = Company.create().administrator();
        assertThatThrownBy(() -> see(stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> listed(stranger, first)).isInstanceOf(NotFound.class);
    }

    @Test
    void aRevokedOneIsSeenAndADeletedOneIsNot() {
        owner.revoke(id);
        assertThat(ofAnother(see(ofFirst)).connection().state()).isEqualTo("revoked");

        owner.delete(id);
        assertThatThrownBy(() -> see(ofFirst)).isInstanceOf(NotFound.class);
        assertThat(listed(ofFirst, first)).isEmpty();
        assertThatThrownBy(() -> remove(ofFirst, first)).isInstanceOf(NotFound.class);
    }

    @Test
    void anAdministratorOfTheFurtherOrganisationTakesItAwayAndTheOthersStay() {
        first.receive(2);

        assertThat(remove(ofFirst, first)).isEqualTo(2);

        assertThatThrownBy(() -> see(ofFirst)).isInstanceOf(NotFound.class);
        assertThat(shared.authenticate()).isNotNull();
        assertThat(((Seen.Own) see(owner.administrator())).overview().further())
                .extracting(one -> one.organisation().id())
                .containsExactly(second.organisation().id());
        for (Company told : List.of(owner, first)) {
            AuditTrail.Entry entry = koppel.in(() -> koppel.use(AuditTrail.class)
                            .list(told.organisation().id(), Optional.empty(), 1))
                    .items()
                    .get(0);
            assertThat(entry.act()).isEqualTo("connection.organisation.removed");
            assertThat(entry.actor()).isEqualTo(ofFirst.email());
        }
    }

    @Test
    void anAdministratorOfTheOwnerAloneTakesItAwayToo() {
        Actor ofOwner = Company.person();
        join(ofOwner, owner, "administrator");

        assertThat(remove(ofOwner, second)).isZero();

        assertThatThrownBy(() -> remove(ofOwner, second)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> remove(ofOwner, owner)).isInstanceOf(WrongState.class);
    }

    @Test
    void whatEndsOrBeginsTheDeliveryOfTheirDocumentsIsInTheirAuditToo() {
        owner.revoke(id);
        owner.reconnect(id);
        owner.revoke(id);
        owner.delete(id);

        List<AuditTrail.Entry> told = koppel.in(() ->
                        koppel.use(AuditTrail.class).list(first.organisation().id(), Optional.empty(), 4))
                .items();
        assertThat(told)
                .extracting(AuditTrail.Entry::act)
                .containsExactly(
                        "connection.deleted", "connection.revoked", "connection.reconnected", "connection.revoked");
        assertThat(told).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(owner.administrator().email());
            assertThat(entry.connection()).contains(id.value());
            assertThat(entry.details()).isEmpty();
        });
    }

    @Test
    void nobodyTakesAwayAnotherOrganisationThanTheirOwn() {
        assertThatThrownBy(() -> remove(ofFirst, second)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> remove(ofFirst, owner)).isInstanceOf(NotFound.class);
        Actor member = Company.person();
        join(member, second, "member");
        join(member, owner, "member");
        assertThatThrownBy(() -> remove(member, second)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> remove(Company.create().administrator(), second))
                .isInstanceOf(NotFound.class);
        assertThat(((Seen.Own) see(owner.administrator())).overview().further()).hasSize(2);
    }

    @Test
    void whoLeavesARevokedConnectionIsNotServedAgainWhenItIsReconnected() {
        owner.revoke(id);
        first.receive();

        assertThat(remove(ofFirst, first)).isEqualTo(1);
        AccountingPackage again = owner.reconnect(id);

        assertThat(((Seen.Own) see(owner.administrator())).overview().further())
                .extracting(one -> one.organisation().id())
                .containsExactly(second.organisation().id());
        // what waited goes to the organisation's next consumer
        AccountingPackage own = first.connect("yuki");
        first.startDue();
        assertThat(own.listed()).hasSize(1);
        assertThat(again.listed()).isEmpty();
    }

    @Test
    void anOrganisationOfAnotherEnvironmentIsAnsweredLikeAMissingOne() {
        Company elsewhere = Company.create();
        join(owner.administrator(), elsewhere, "administrator");

        assertThatThrownBy(() -> serve(elsewhere, null))
                .isInstanceOf(NotFound.class)
                .hasMessage("There is no such organisation.");
        assertThat(((Seen.Own) see(owner.administrator())).overview().further()).hasSize(2);
        assertThat(listed(elsewhere.administrator(), elsewhere)).isEmpty();
    }
}
