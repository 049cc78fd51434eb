package koppel.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** What lies ready for connections, without epochs: the position of an offer is where it stands in one line for all. */
public final class InMemoryOffers implements Offers {

    private record Key(
            ConnectionId connection, OrganisationId organisation, Direction direction, DocumentId document) {}

    private final Map<Key, Offer> open = new LinkedHashMap<>();
    private final Map<Key, Instant> leases = new HashMap<>();
    private final Set<Key> retrieved = new HashSet<>();
    private final Set<Key> withdrawn = new HashSet<>();
    private long positions;

    public void offer(KeyHolder holder, Document document, Instant now) {
        positions++;
        open.put(
                new Key(holder.connection(), document.organisation(), document.direction(), document.id()),
                new Offer(
                        document.id(),
                        positions,
                        now,
                        false,
                        document.head().supplier().toString(),
                        document.head().number(),
                        document.head().issueDate(),
                        document.head().payable(),
                        document.expiresOn()));
    }

    @Override
    public Listing list(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            Optional<OfferCursor> after,
            int limit,
            Instant now) {
        List<Offer> found = new ArrayList<>();
        open.forEach((key, offer) -> {
            if (key.equals(key(holder, organisation, direction, offer.document()))
                    && offer.position() > after.map(OfferCursor::position).orElse(0L)
                    && !leases.getOrDefault(key, Instant.MIN).isAfter(now)) {
                found.add(offer);
            }
        });
        List<Offer> page = found.subList(0, Math.min(limit, found.size()));
        return new Listing(
                List.copyOf(page),
                found.size() > limit,
                page.stream().reduce((older, newer) -> newer).map(last -> new OfferCursor(1, last.position())));
    }

    @Override
    public Optional<Standing> standing(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document) {
        Key key = key(holder, organisation, direction, document);
        if (open.containsKey(key)) {
            return Optional.of(Standing.OFFERED);
        }
        return retrieved.contains(key) ? Optional.of(Standing.RETRIEVED) : Optional.empty();
    }

    @Override
    public boolean lease(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        Key key = key(holder, organisation, direction, document);
        if (open.containsKey(key)) {
            leases.put(key, now.plus(holder.lease()));
        }
        return open.containsKey(key);
    }

    @Override
    public Map<DocumentId, Acknowledged> retrieve(
            KeyHolder holder,
            OrganisationId organisation,
            Direction direction,
            List<DocumentId> documents,
            Instant now) {
        Map<DocumentId, Acknowledged> outcomes = new HashMap<>();
        for (DocumentId document : Set.copyOf(documents)) {
            Key key = key(holder, organisation, direction, document);
            if (open.remove(key) != null) {
                retrieved.add(key);
                outcomes.put(document, Acknowledged.ACKNOWLEDGED);
            } else {
                outcomes.put(
                        document, retrieved.contains(key) ? Acknowledged.ALREADY_ACKNOWLEDGED : Acknowledged.NOT_FOUND);
            }
        }
        return outcomes;
    }

    @Override
    public boolean release(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        return leases.remove(key(holder, organisation, direction, document)) != null;
    }

    @Override
    public Withdrawal withdraw(
            KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document, Instant now) {
        Key key = key(holder, organisation, direction, document);
        if (open.remove(key) != null) {
            withdrawn.add(key);
            return Withdrawal.WITHDRAWN;
        }
        return retrieved.contains(key) || withdrawn.contains(key) ? Withdrawal.OVER_BEFORE : Withdrawal.NOT_FOUND;
    }

    private static Key key(KeyHolder holder, OrganisationId organisation, Direction direction, DocumentId document) {
        return new Key(holder.connection(), organisation, direction, document);
    }
}
