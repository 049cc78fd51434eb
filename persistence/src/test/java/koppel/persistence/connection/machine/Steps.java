package koppel.persistence.connection.machine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import koppel.audit.AuditTrail.Act;
import koppel.connection.ApplyingQuickConnect;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.Caller;
import koppel.connection.ConnectionId;
import koppel.connection.CreatingConnection;
import koppel.connection.DeletingConnection;
import koppel.connection.HandingOver;
import koppel.connection.KeyHolder;
import koppel.connection.NewConnection;
import koppel.connection.QuickConnectWish;
import koppel.connection.Reconnecting;
import koppel.connection.RenewingKeys;
import koppel.connection.ReportingLeaks;
import koppel.connection.RevokingConnection;
import koppel.connection.ServingOrganisations;
import koppel.delivery.Offer;
import koppel.delivery.RetrievingDocuments;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.shared.DomainException;
import koppel.softwarepackage.Direction;
import koppel.user.Actor;

/** What one person does next, by chance. A refusal with meaning is an outcome like another; anything else is a violation. */
final class Steps {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final List<String> PACKAGES =
            List.of("basecone", "yuki", "exact-online-autopilot", "exact-online-machine", "radar");

    private final Installation koppel = Installation.get();
    private final World world;
    private final Random random;
    private final Actor person;
    private final Caller caller;

    Steps(World world, Random random, Actor person, int number) {
        this.world = world;
        this.random = random;
        this.person = person;
        // an address for each, so that who guesses in vain does not keep others waiting
        this.caller = new Caller("192.0.2." + number, "machine");
    }

    void next() {
        int choice = random.nextInt(100);
        try {
            if (choice < 14) {
                create();
            } else if (choice < 22) {
                renew();
            } else if (choice < 34) {
                revoke();
            } else if (choice < 40) {
                delete();
            } else if (choice < 50) {
                reconnect();
            } else if (choice < 64) {
                quickConnect();
            } else if (choice < 68) {
                handOver();
            } else if (choice < 72) {
                redeem();
            } else if (choice < 74) {
                leak();
            } else if (choice < 78) {
                serve();
            } else if (choice < 80) {
                remove();
            } else if (choice < 90) {
                authenticate();
            } else if (choice < 94) {
                (random.nextBoolean() ? world.first : world.second).receive();
            } else if (choice < 98) {
                retrieve();
            } else {
                world.first.startDue();
                world.second.startDue();
            }
        } catch (DomainException refused) {
            // an outcome: somebody was faster, or it is against the rules
            refusals.increment();
        } catch (RuntimeException | Error failed) {
            world.violations.add("onlyRefusalsWithMeaning: " + failed);
        }
    }

    /** How often the rules said no. */
    final LongAdder refusals = new LongAdder();

    private Optional<ConnectionId> connection() {
        return World.any(world.connections, random);
    }

    private void create() {
        String administration = random.nextBoolean() ? null : String.valueOf(random.nextInt(3));
        NewConnection asked = new NewConnection(
                PACKAGES.get(random.nextInt(PACKAGES.size())),
                null,
                random.nextBoolean() ? "explicit" : null,
                null,
                administration,
                null,
                random.nextInt(4) > 0);
        Company company = random.nextInt(5) == 0 ? world.second : world.first;
        world.keep(koppel.in(() -> koppel.use(CreatingConnection.class)
                .create(person, company.organisation().publicId(), asked)));
        world.did(Act.CONNECTION_CREATED);
    }

    private void renew() {
        boolean compromised = random.nextInt(3) == 0;
        int overlap = compromised || random.nextBoolean() ? 0 : 3600;
        connection().ifPresent(id -> {
            world.keepKeys(koppel.in(() -> koppel.use(RenewingKeys.class).renew(person, id, overlap, compromised)));
            world.did(Act.KEYS_RENEWED);
        });
    }

    private void revoke() {
        connection().ifPresent(id -> {
            koppel.in(() -> koppel.use(RevokingConnection.class).revoke(person, id));
            world.did(Act.CONNECTION_REVOKED);
        });
    }

    private void delete() {
        connection().ifPresent(id -> {
            koppel.doing(() -> koppel.use(DeletingConnection.class).delete(person, id));
            world.did(Act.CONNECTION_DELETED);
        });
    }

    private void reconnect() {
        connection().ifPresent(id -> {
            world.keepKeys(
                    koppel.in(() -> koppel.use(Reconnecting.class).reconnect(person, id, random.nextInt(4) > 0)));
            world.did(Act.CONNECTION_RECONNECTED);
        });
    }

    private QuickConnectWish wish() {
        LocalDate today = LocalDate.ofInstant(koppel.clock().now(), ZONE);
        String startDate = random.nextInt(3) == 0
                ? null
                : today.plusDays(random.nextInt(3) - 1).toString();
        return new QuickConnectWish(
                String.valueOf(random.nextInt(3)), "books@example.com", startDate, random.nextInt(4) == 0, true);
    }

    private void quickConnect() {
        QuickConnectWish wish = wish();
        if (random.nextBoolean()) {
            connection().ifPresent(id -> {
                koppel.doing(() -> koppel.use(ApplyingQuickConnect.class).apply(person, id, wish));
                world.did(Act.QUICK_CONNECT_APPLIED);
            });
        } else {
            holder().ifPresent(holder -> {
                koppel.doing(() -> koppel.use(ApplyingQuickConnect.class).apply(holder, caller, holder.owner(), wish));
                world.did(Act.QUICK_CONNECT_APPLIED);
            });
        }
    }

    private void handOver() {
        connection().ifPresent(id -> {
            world.handovers.add(koppel.in(() -> koppel.use(HandingOver.class).create(person, id, null))
                    .token()
                    .reveal());
            world.did(Act.HANDOVER_CREATED);
        });
    }

    private void redeem() {
        World.any(world.handovers, random).ifPresent(token -> {
            world.keepKeys(koppel.in(() -> koppel.use(HandingOver.class).redeem(token, caller)));
            world.redeemed.computeIfAbsent(token, none -> new LongAdder()).increment();
            world.did(Act.HANDOVER_REDEEMED);
        });
    }

    private void leak() {
        World.any(world.issued, random)
                .ifPresent(found -> koppel.doing(() -> koppel.use(ReportingLeaks.class)
                        .report(
                                found.keys().appKey().value(),
                                found.keys().secret().reveal(),
                                caller)));
    }

    private void serve() {
        ServingOrganisations.Wish wish = new ServingOrganisations.Wish(
                random.nextBoolean() ? null : String.valueOf(random.nextInt(3)), null, null);
        connection()
                .ifPresent(id -> koppel.in(() -> koppel.use(ServingOrganisations.class)
                        .serve(person, id, world.second.organisation().publicId(), wish)));
    }

    private void remove() {
        connection()
                .ifPresent(id -> koppel.in(() -> koppel.use(ServingOrganisations.class)
                        .remove(person, id, world.second.organisation().publicId())));
    }

    private void authenticate() {
        holder();
    }

    /** PROPERTY deadKeysStayDead. */
    private Optional<KeyHolder> holder() {
        Optional<World.Issued> tried = World.any(world.issued, random);
        if (tried.isEmpty()) {
            return Optional.empty();
        }
        World.Issued set = tried.get();
        boolean wasDead = world.dead.contains(set.keys());
        Authentication authentication = koppel.in(() -> koppel.use(AuthenticatingKeys.class)
                .byKeys(set.keys().appKey().value(), set.keys().secret().reveal(), caller));
        if (authentication instanceof Authentication.Authenticated authenticated) {
            if (wasDead) {
                world.violations.add("deadKeysStayDead: " + set.keys().appKey());
            }
            return Optional.of(authenticated.holder());
        }
        if (authentication instanceof Authentication.Superseded || authentication instanceof Authentication.Revoked) {
            world.dead.add(set.keys());
        } else {
            world.violations.add("theRightSecretIsKnown: " + authentication);
        }
        return Optional.empty();
    }

    private void retrieve() {
        holder().filter(holder -> holder.softwarePackage().directions().purchase())
                .ifPresent(holder -> {
                    RetrievingDocuments retrieving = koppel.use(RetrievingDocuments.class);
                    List<Offer> offers = koppel.in(() -> retrieving
                            .list(holder, holder.owner(), Direction.PURCHASE, null, 5)
                            .items());
                    if (!offers.isEmpty()) {
                        koppel.in(() -> retrieving.acknowledge(
                                holder,
                                holder.owner(),
                                Direction.PURCHASE,
                                offers.stream().map(Offer::document).toList()));
                    }
                });
    }
}
