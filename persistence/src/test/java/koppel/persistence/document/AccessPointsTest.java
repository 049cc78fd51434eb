package koppel.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import koppel.connection.keys.Peppers;
import koppel.document.AccessPoint;
import koppel.document.AccessPoints;
import koppel.document.ManagingAccessPoints;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.persistence.Threads;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

class AccessPointsTest {

    private final Installation koppel = Installation.get();
    private final AccessPoints accessPoints = koppel.use(AccessPoints.class);
    private final ManagingAccessPoints managing = koppel.use(ManagingAccessPoints.class);
    private final Actor person = Company.person();
    private final Actor operator = new Actor(person.id(), person.email(), true, person.from());

    private ManagingAccessPoints.Issued issue() {
        return koppel.in(() -> managing.create(operator, "The network"));
    }

    @Test
    void oneIsFoundUnderItsClientIdAsItWasAddedAndItsSecretIsKeptAsAHashOnly() {
        ManagingAccessPoints.Issued issued = issue();

        AccessPoint found = koppel.in(
                        () -> accessPoints.byClientId(issued.accessPoint().clientId()))
                .orElseThrow();

        assertThat(found.id()).isEqualTo(issued.accessPoint().id());
        assertThat(found.name()).isEqualTo("The network");
        assertThat(found.revokedOn()).isEmpty();
        assertThat(koppel.use(Peppers.class).verify(found.secret(), found.clientId(), issued.secret()))
                .isTrue();
        assertThat(koppel.use(Peppers.class).verify(found.secret(), found.clientId(), issue().secret()))
                .isFalse();
        assertThat(koppel.in(() -> managing.all(operator)))
                .extracting(AccessPoint::id)
                .contains(found.id());
    }

    @Test
    void whoIsRevokedIsRevokedForTheNextCallerAlready() {
        AccessPoint accessPoint = issue().accessPoint();

        koppel.doing(() -> managing.revoke(operator, accessPoint.id()));

        assertThat(koppel.in(() -> accessPoints.byClientId(accessPoint.clientId()))
                        .orElseThrow()
                        .revokedOn())
                .isPresent();
    }

    @Test
    void ofManyWhoRevokeTheSameOneAtOnceOneDoes() {
        AccessPoint accessPoint = issue().accessPoint();

        assertThat(Threads.atOnce(12, i -> {
                    koppel.doing(() -> managing.revoke(operator, accessPoint.id()));
                    return i;
                }))
                .filteredOn(Threads.Outcome::succeeded)
                .hasSize(1);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> koppel.doing(() -> managing.revoke(operator, accessPoint.id())));
    }

    @Test
    void nobodyButTheOperatorManagesThem() {
        AccessPoint accessPoint = issue().accessPoint();

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> koppel.doing(() -> managing.revoke(person, accessPoint.id())));
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> koppel.in(() -> managing.all(person)));
    }
}
