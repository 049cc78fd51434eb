package koppel.connection;

import static koppel.organisation.Bakery.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import koppel.audit.AuditTrail;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.organisation.Bakery;
import koppel.shared.InvalidInput;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.shared.WrongState;
import koppel.softwarepackage.Catalogue;
import koppel.softwarepackage.Direction;
import org.junit.jupiter.api.Test;

class CreatingConnectionTest {

    private final Desk desk = new Desk();

    @Test
    void aNewConnectionIsActiveAndItsKeysWork() {
        IssuedConnection issued = desk.create(Catalogue.BASECONE);

        assertThat(desk.connections.get(issued.connection().id())).isEqualTo(issued.connection());
        assertThat(issued.connection().generation()).isEqualTo(1);
        assertThat(desk.call(issued)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(issued.warnings()).isEmpty();
    }

    @Test
    void itGetsAQueueForEachDirectionThatThePackageRetrieves() {
        ConnectionId both = desk.create(Catalogue.BASECONE).connection().id();
        ConnectionId purchase = desk.create(Catalogue.MULTIVERS).connection().id();

        assertThat(desk.queues.directionsOf(both)).containsExactlyInAnyOrder(Direction.PURCHASE, Direction.SALES);
        assertThat(desk.queues.directionsOf(purchase)).containsExactly(Direction.PURCHASE);
    }

    @Test
    void withoutReofferNothingBecomesDue() {
        IssuedConnection issued =
                desk.create(ADMINISTRATOR, new NewConnection("basecone", null, null, null, null, null, false));

        assertThat(desk.queues.isOpen(issued.connection().id())).isTrue();
        assertThat(desk.queues.isDue(issued.connection().id())).isFalse();
    }

    @Test
    void aPackageThatOnlySendsGetsNoQueueAndFollowsNothingThatRetrieved() {
        desk.createRevoked(Catalogue.BASECONE);

        ActiveConnection radar = desk.create(Catalogue.RADAR).connection();

        assertThat(desk.queues.directionsOf(radar.id())).isEmpty();
        assertThat(radar.facts().follows()).isEmpty();
    }

    @Test
    void aPackageThatOnlySendsFollowsOneThatOnlySentSoThatItSeesWhatBecameOfIt() {
        ConnectionId radar = desk.createRevoked(Catalogue.RADAR).connection().id();

        assertThat(desk.create(Catalogue.MULTIVERS).connection().facts().follows())
                .isEmpty();
        assertThat(desk.create(Catalogue.RADAR).connection().facts().follows()).contains(radar);
    }

    @Test
    void whatOnlySendsFollowsByNameAlsoWhatSentAndRetrieved() {
        ConnectionId multivers =
                desk.createRevoked(Catalogue.MULTIVERS).connection().id();
        ConnectionId yuki = desk.createUnfollowing(Catalogue.YUKI);

        assertThat(desk.create(ADMINISTRATOR, Desk.following(Catalogue.RADAR, multivers))
                        .connection()
                        .facts()
                        .follows())
                .contains(multivers);
        assertThatThrownBy(() -> desk.create(ADMINISTRATOR, Desk.following(Catalogue.RADAR, yuki)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void autopilotHasNoKeys() {
        IssuedConnection autopilot = desk.create(Catalogue.AUTOPILOT);

        assertThat(autopilot.keys()).isEmpty();
        assertThat(autopilot.connection().generation()).isZero();
        assertThat(desk.connections.generations(autopilot.connection().id())).isEmpty();
        assertThat(desk.queues.isOpen(autopilot.connection().id())).isTrue();
    }

    @Test
    void whatIsNotChosenHasADefault() {
        ConnectionFacts facts = desk.create(Catalogue.BASECONE).connection().facts();

        assertThat(facts.name()).isEqualTo("Basecone");
        assertThat(facts.acknowledgement()).isEqualTo(Acknowledgement.ON_DOWNLOAD);
        assertThat(facts.lease()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void whatIsChosenIsKept() {
        ConnectionFacts facts = desk.create(
                        ADMINISTRATOR,
                        new NewConnection("basecone", " Our books ", "explicit", 86_400, " 001 ", null, true))
                .connection()
                .facts();

        assertThat(facts.name()).isEqualTo("Our books");
        assertThat(facts.acknowledgement()).isEqualTo(Acknowledgement.EXPLICIT);
        assertThat(facts.lease()).isEqualTo(Duration.ofDays(1));
        assertThat(desk.viewing.one(ADMINISTRATOR, facts.id()).service().administration())
                .contains("001");
    }

    @Test
    void theAuditTellsOfItWithoutTheSecret() {
        IssuedConnection issued = desk.create(Catalogue.BASECONE);

        AuditTrail.Entry entry = desk.audit.last();
        assertThat(entry.act()).isEqualTo("connection.created");
        assertThat(entry.actor()).isEqualTo(ADMINISTRATOR.email());
        assertThat(entry.from()).isEqualTo(ADMINISTRATOR.from());
        assertThat(entry.connection()).contains(issued.connection().id().value());
        assertThat(entry.details()).containsEntry("softwarePackage", "basecone").containsEntry("generation", 1);
        assertThat(entry.toString())
                .doesNotContain(issued.keys().orElseThrow().secret().reveal());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> desk.create(
                        ADMINISTRATOR,
                        new NewConnection("word", "x".repeat(201), "later", 0, "x".repeat(101), "nonsense", true)))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly(
                                "softwarePackage",
                                "name",
                                "acknowledgement",
                                "leaseSeconds",
                                "administration",
                                "follows"));
        assertNothingWasAdded();
    }

    @Test
    void noPackageAndALeaseLongerThanADayAreRefused() {
        assertThatThrownBy(
                        () -> desk.create(ADMINISTRATOR, new NewConnection(null, null, null, 86_401, null, null, true)))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.violations())
                        .extracting(InvalidInput.Violation::field)
                        .containsExactly("softwarePackage", "leaseSeconds"));
        assertNothingWasAdded();
    }

    @Test
    void aMemberMayNotAndAStrangerFindsNoOrganisation() {
        assertThatThrownBy(() -> desk.create(Bakery.MEMBER, Desk.asking(Catalogue.BASECONE)))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> desk.create(Bakery.STRANGER, Desk.asking(Catalogue.BASECONE)))
                .isInstanceOf(NotFound.class);
        assertNothingWasAdded();
    }

    @Test
    void aSecondOneForTheSameAdministrationIsRefusedNamingTheFirst() {
        ConnectionId first = desk.create(ADMINISTRATOR, Desk.inAdministration(Catalogue.BASECONE, "001"))
                .connection()
                .id();
        int told = desk.audit.entries().size();

        assertThatThrownBy(() -> desk.create(ADMINISTRATOR, Desk.inAdministration(Catalogue.BASECONE, "001")))
                .isInstanceOfSatisfying(WrongState.class, refused -> {
                    assertThat(refused.code()).isEqualTo("connection-exists");
                    assertThat(refused.details()).containsEntry("connectionId", first.toString());
                });
        assertThat(desk.connections.count()).isEqualTo(1);
        assertThat(desk.queues.count()).isEqualTo(1);
        assertThat(desk.audit.entries()).hasSize(told);
    }

    @Test
    void anotherAdministrationGetsAConnectionOfItsOwnWithoutAWarning() {
        desk.create(ADMINISTRATOR, Desk.inAdministration(Catalogue.BASECONE, "001"));

        assertThat(desk.create(ADMINISTRATOR, Desk.inAdministration(Catalogue.BASECONE, "002"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void whileNoAdministrationIsChosenASecondOneIsMadeWithAWarningThatNamesTheFirst() {
        ConnectionId first = desk.create(Catalogue.BASECONE).connection().id();

        assertThat(desk.create(Catalogue.BASECONE).warnings())
                .singleElement()
                .asString()
                .contains(first.toString());
        assertThat(desk.create(Catalogue.YUKI).warnings()).isEmpty();
    }

    @Test
    void itFollowsTheNewestEndedOneOfTheSamePackageFirst() {
        ConnectionId basecone =
                desk.createDeleted(Catalogue.BASECONE).connection().id();
        ConnectionId yuki = desk.createUnfollowing(Catalogue.YUKI);

        assertThat(desk.create(Catalogue.BASECONE).connection().facts().follows())
                .contains(basecone);
        assertThat(desk.create(Catalogue.MULTIVERS).connection().facts().follows())
                .contains(yuki);
        assertThat(desk.audit.last().details()).containsEntry("follows", yuki.toString());
    }

    @Test
    void itFollowsTheOneThatIsNamed() {
        ConnectionId revoked =
                desk.createRevoked(Catalogue.BASECONE).connection().id();

        assertThat(desk.create(ADMINISTRATOR, Desk.following(Catalogue.YUKI, revoked))
                        .connection()
                        .facts()
                        .follows())
                .isEqualTo(Optional.of(revoked));
    }

    @Test
    void anActiveOneIsNotFollowed() {
        ConnectionId active = desk.create(Catalogue.BASECONE).connection().id();

        desk.assertWrongState(
                active, "connection-active", () -> desk.create(ADMINISTRATOR, Desk.following(Catalogue.YUKI, active)));
        assertThat(desk.connections.count()).isEqualTo(1);
    }

    @Test
    void oneThatIsFollowedAlreadyIsNotFollowedAgain() {
        ConnectionId revoked =
                desk.createRevoked(Catalogue.BASECONE).connection().id();
        desk.create(ADMINISTRATOR, Desk.following(Catalogue.YUKI, revoked));

        desk.assertWrongState(
                revoked,
                "connection-followed",
                () -> desk.create(ADMINISTRATOR, Desk.following(Catalogue.MULTIVERS, revoked)));
        assertThat(desk.connections.count()).isEqualTo(2);
    }

    @Test
    void anotherOrganisationsConnectionIsNotFoundToFollow() {
        ConnectionId bakerys =
                desk.createRevoked(Catalogue.BASECONE).connection().id();

        desk.assertNotFound(
                bakerys,
                () -> desk.creating.create(
                        Bakery.STRANGER, desk.town.mill.publicId(), Desk.following(Catalogue.YUKI, bakerys)));
        assertThat(desk.connections.count()).isEqualTo(1);
    }

    private void assertNothingWasAdded() {
        assertThat(desk.connections.count()).isZero();
        assertThat(desk.queues.count()).isZero();
        assertThat(desk.audit.entries()).isEmpty();
    }
}
