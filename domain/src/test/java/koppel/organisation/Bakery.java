package koppel.organisation;

import java.util.List;
import java.util.UUID;
import koppel.user.Actor;
import koppel.user.UserId;

/** An organisation with an administrator and a member, a mill that sends it invoices, and a stranger who runs the mill. */
public final class Bakery {

    public static final Actor ADMINISTRATOR = new Actor(new UserId(1), "anna@example.com", false, "192.0.2.7");
    public static final Actor MEMBER = new Actor(new UserId(2), "mark@example.com", false, "192.0.2.8");
    public static final Actor STRANGER = new Actor(new UserId(3), "sven@example.com", false, "198.51.100.9");

    public final InMemoryOrganisations organisations = new InMemoryOrganisations();
    public final Memberships memberships = new Memberships(organisations);
    public final Organisation bakery = add("Bakkerij Het Krentenbrood", "0106:87654321", ADMINISTRATOR);
    public final Organisation mill = add("Meelfabriek De Molen", "0106:12345678", STRANGER);

    public Bakery() {
        organisations.join(bakery, MEMBER.id(), Role.MEMBER);
    }

    private Organisation add(String name, String party, Actor creator) {
        return organisations.add(UUID.randomUUID(), 1, "NL", name, List.of(PartyId.parse(party)), true, creator.id());
    }
}
