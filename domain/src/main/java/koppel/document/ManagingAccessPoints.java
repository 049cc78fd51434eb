package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.audit.InstallationAudit;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.user.Actor;

/** The operator lets access points in and keeps them out. */
@Singleton
public class ManagingAccessPoints {

    private static final int LONGEST_NAME = 100;

    private final AccessPoints accessPoints;
    private final Peppers peppers;
    private final InstallationAudit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public ManagingAccessPoints(AccessPoints accessPoints, Peppers peppers, InstallationAudit audit, Clock clock) {
        this.accessPoints = accessPoints;
        this.peppers = peppers;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param secret to be shown once, never kept */
    public record Issued(AccessPoint accessPoint, Secret secret) {}

    @Transactional
    public Issued create(Actor actor, String name) {
        actor.requireOperator();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new InvalidInput("name", "Between 1 and " + LONGEST_NAME + " characters.");
        }
        AppKey clientId = AppKey.generate(random);
        Secret secret = Secret.generate(random);
        AccessPoint accessPoint = new AccessPoint(
                UUID.randomUUID(),
                name.strip(),
                clientId,
                peppers.hash(clientId, secret),
                clock.now(),
                Optional.empty());
        accessPoints.add(accessPoint, actor.id());
        audit.record(
                actor,
                InstallationAudit.Act.ACCESS_POINT_CREATED,
                Map.of("id", accessPoint.id().toString(), "name", accessPoint.name(), "clientId", clientId.value()));
        return new Issued(accessPoint, secret);
    }

    @Transactional
    public List<AccessPoint> all(Actor actor) {
        actor.requireOperator();
        return accessPoints.all();
    }

    /** @throws NotFound also for one that was revoked before */
    @Transactional
    public void revoke(Actor actor, UUID id) {
        actor.requireOperator();
        if (!accessPoints.revoke(id, clock.now())) {
            throw new NotFound("access point");
        }
        audit.record(actor, InstallationAudit.Act.ACCESS_POINT_REVOKED, Map.of("id", id.toString()));
    }
}
