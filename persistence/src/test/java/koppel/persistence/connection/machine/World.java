package koppel.persistence.connection.machine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import koppel.audit.AuditTrail.Act;
import koppel.connection.ConnectionId;
import koppel.connection.IssuedConnection;
import koppel.connection.keys.KeySet;
import koppel.organisation.Organisation;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.user.Actor;

/** Two organisations of one environment with several administrators, and what they have been told so far. */
final class World {

    private static final int PEOPLE = 4;

    final Company first = Company.create();
    final Company second =
            Company.of(first.administrator(), Company.create(first.administrator(), Company.nextPartyId()));
    final List<Actor> people = new ArrayList<>();
    final List<ConnectionId> connections = new CopyOnWriteArrayList<>();
    final List<Issued> issued = new CopyOnWriteArrayList<>();
    final List<String> handovers = new CopyOnWriteArrayList<>();
    final Map<String, LongAdder> redeemed = new ConcurrentHashMap<>();

    /** Sets of keys that were refused once: they may never work again. */
    final Set<KeySet> dead = ConcurrentHashMap.newKeySet();

    final List<String> violations = new CopyOnWriteArrayList<>();

    private final Map<Act, LongAdder> acts = new EnumMap<>(Act.class);

    /** A set of keys that somebody was shown. */
    record Issued(ConnectionId connection, int generation, KeySet keys) {}

    World() {
        for (Act act : Act.values()) {
            acts.put(act, new LongAdder());
        }
        people.add(first.administrator());
        while (people.size() < PEOPLE) {
            Actor person = Company.person();
            people.add(person);
            for (Organisation organisation : List.of(first.organisation(), second.organisation())) {
                Database.get()
                        .execute(
                                "INSERT INTO organisation_member VALUES (?, ?, 'administrator')",
                                organisation.id().number(),
                                person.id().number());
            }
        }
    }

    /** Two packages to one software, of which one is Autopilot: the catalogue has no such pair yet, and other tests want none. */
    static void putKeysBesideAutopilot(boolean beside) {
        Database.get().execute("""
                        INSERT INTO software_package VALUES
                            ('exact-online-machine', 'Exact Online', 'Exact', ?, true, false, false, true, 'keys', 98)
                        ON CONFLICT (software_package_id) DO UPDATE SET software = excluded.software""", beside ? "exact-online" : "exact-online-machine");
    }

    Integer[] organisations() {
        return new Integer[] {
            first.organisation().id().number(), second.organisation().id().number()
        };
    }

    void did(Act act) {
        acts.get(act).increment();
    }

    long times(Act act) {
        return acts.get(act).sum();
    }

    void keep(IssuedConnection made) {
        connections.add(made.connection().id());
        keepKeys(made);
    }

    void keepKeys(IssuedConnection made) {
        made.keys()
                .ifPresent(keys -> issued.add(
                        new Issued(made.connection().id(), made.connection().generation(), keys)));
    }

    /** Rather a late one than an early one. */
    static <T> Optional<T> any(List<T> list, Random random) {
        int size = list.size();
        if (size == 0) {
            return Optional.empty();
        }
        int recent = Math.min(size, 6);
        int index = random.nextInt(4) > 0 ? size - 1 - random.nextInt(recent) : random.nextInt(size);
        return Optional.of(list.get(index));
    }
}
