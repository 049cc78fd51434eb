package koppel.organisation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import koppel.user.EmailAddress;

/**
 * The account under which organisations and people live: the tenant. Nothing of one environment is seen in another.
 *
 * @param zone where its organisations' days begin
 * @param organisations how many there are
 * @param administrators of the environment; not of its organisations, which are theirs who made them
 */
public record Environment(
        int id, String name, ZoneId zone, Instant createdOn, long organisations, List<EmailAddress> administrators) {

    public Environment {
        Objects.requireNonNull(name);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(createdOn);
        administrators = List.copyOf(administrators);
    }
}
