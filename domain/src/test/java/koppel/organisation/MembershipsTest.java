package koppel.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import koppel.shared.NotAllowed;
import koppel.shared.NotFound;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private final Bakery town = new Bakery();
    private final Memberships memberships = town.memberships;
    private final UUID bakery = town.bakery.publicId();

    @Test
    void anAdministratorMayLookAndAct() {
        assertThat(memberships.asMember(Bakery.ADMINISTRATOR, bakery)).isEqualTo(town.bakery);
        assertThat(memberships.asAdministrator(Bakery.ADMINISTRATOR, bakery)).isEqualTo(town.bakery);
    }

    @Test
    void aMemberMayLookButNotAct() {
        assertThat(memberships.asMember(Bakery.MEMBER, bakery)).isEqualTo(town.bakery);
        assertThatThrownBy(() -> memberships.asAdministrator(Bakery.MEMBER, bakery))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aStrangerIsAnsweredAsIfThereWereNoSuchOrganisation() {
        NotFound foreign = refusal(bakery);
        NotFound missing = refusal(UUID.randomUUID());

        assertThat(foreign).hasMessage(missing.getMessage());
        assertThat(foreign.code()).isEqualTo(missing.code());
        assertThatThrownBy(() -> memberships.asAdministrator(Bakery.STRANGER, bakery))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aPersonSeesTheirOwnOrganisationsWithTheirRoleThere() {
        assertThat(memberships.of(Bakery.MEMBER))
                .containsExactly(new Organisations.Membership(town.bakery, Role.MEMBER));
    }

    @Test
    void aRoleIsKnownByItsWordAndNoOther() {
        for (Role role : Role.values()) {
            assertThat(Role.ofWord(role.word())).isEqualTo(role);
        }
        assertThatThrownBy(() -> Role.ofWord("owner")).isInstanceOf(IllegalArgumentException.class);
    }

    private NotFound refusal(UUID organisation) {
        try {
            memberships.asMember(Bakery.STRANGER, organisation);
        } catch (NotFound refused) {
            return refused;
        }
        throw new AssertionError("a stranger was let in");
    }
}
