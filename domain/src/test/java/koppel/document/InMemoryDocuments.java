package koppel.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.shared.OrganisationId;
import koppel.shared.Page;
import koppel.softwarepackage.Direction;

/** Documents with their bytes in one part each. A box shows every document as received or duplicate, on one page. */
public final class InMemoryDocuments implements Documents, Boxes {

    private final Map<DocumentId, Document> documents = new LinkedHashMap<>();
    private final Map<List<Object>, DocumentId> transported = new HashMap<>();
    private final Map<ConnectionId, ConnectionId> lines = new HashMap<>();
    private final Map<DocumentId, byte[]> bytes = new HashMap<>();
    private final Map<DocumentId, List<Status>> statuses = new HashMap<>();
    private final Map<DocumentId, List<Finding>> findings = new HashMap<>();

    @Override
    public Document addReceived(Document document, Content content) {
        Document added = documents.values().stream()
                .filter(other -> other.duplicateOf().isEmpty() && repeats(document, other))
                .findFirst()
                .map(original -> with(document, Optional.of(original.id()), Optional.empty()))
                .orElse(document);
        put(added, content);
        return added;
    }

    private static boolean repeats(Document one, Document other) {
        return one.organisation().equals(other.organisation())
                && one.direction() == other.direction()
                && one.head().supplier().equals(other.head().supplier())
                && one.head().number().equals(other.head().number())
                && one.head().issueDate().equals(other.head().issueDate())
                && one.head().kind() == other.head().kind();
    }

    @Override
    public Optional<Document> addSent(Document document, Content content, Messages whose) {
        ConnectionId by = document.sentBy().orElseThrow();
        List<Document> before = document.idempotencyKey()
                .map(key -> sentBefore(document.organisation(), by, key))
                .orElse(List.of());
        if (before.stream().anyMatch(one -> whose == Messages.OF_THE_LINE || one.isSentBy(by))) {
            return Optional.empty();
        }
        put(document, content);
        return Optional.of(document);
    }

    private void put(Document document, Content content) {
        try (InputStream in = content.open()) {
            bytes.put(document.id(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        documents.put(document.id(), document);
        statuses.put(
                document.id(), new ArrayList<>(List.of(Status.first(document.direction(), document.receivedOn()))));
    }

    @Override
    public Optional<DocumentId> claimTransport(
            OrganisationId receiver, UUID accessPoint, String messageId, DocumentId document, Instant at) {
        return Optional.ofNullable(transported.putIfAbsent(List.of(receiver, accessPoint, messageId), document));
    }

    @Override
    public List<Document> sentBefore(OrganisationId organisation, ConnectionId by, String idempotencyKey) {
        return documents.values().stream()
                .filter(one -> one.organisation().equals(organisation)
                        && one.sentBy().map(this::line).equals(Optional.of(line(by)))
                        && one.idempotencyKey().equals(Optional.of(idempotencyKey)))
                .sorted(Comparator.comparing((Document one) -> !one.isSentBy(by)))
                .toList();
    }

    @Override
    public boolean isSentBy(OrganisationId organisation, DocumentId id, ConnectionId connection) {
        return byId(organisation, Direction.SALES, id)
                .flatMap(Document::sentBy)
                .map(this::line)
                .filter(line(connection)::equals)
                .isPresent();
    }

    /** From now on the one follows the other. */
    public void follow(ConnectionId follower, ConnectionId followed) {
        lines.put(follower, line(followed));
    }

    private ConnectionId line(ConnectionId connection) {
        return lines.getOrDefault(connection, connection);
    }

    @Override
    public Optional<Document> byId(OrganisationId organisation, Direction direction, DocumentId id) {
        return Optional.ofNullable(documents.get(id))
                .filter(one -> one.organisation().equals(organisation) && one.direction() == direction);
    }

    @Override
    public Optional<Document> lock(OrganisationId organisation, Direction direction, DocumentId id) {
        return byId(organisation, direction, id);
    }

    @Override
    public void release(OrganisationId organisation, DocumentId id, Instant at) {
        documents.computeIfPresent(id, (same, one) -> with(one, one.duplicateOf(), Optional.of(at)));
    }

    @Override
    public Optional<byte[]> part(OrganisationId organisation, DocumentId id, int part) {
        return part == 0 && isOf(organisation, id) ? Optional.ofNullable(bytes.get(id)) : Optional.empty();
    }

    @Override
    public void addFindings(OrganisationId organisation, DocumentId id, List<Finding> found) {
        findings.put(id, List.copyOf(found));
    }

    @Override
    public List<Finding> findings(OrganisationId organisation, DocumentId id) {
        return isOf(organisation, id) ? findings.getOrDefault(id, List.of()) : List.of();
    }

    @Override
    public void addStatus(OrganisationId organisation, DocumentId id, String name, String description, Instant at) {
        List<Status> all = statuses.get(id);
        all.add(new Status(all.size() + 1, name, description, at));
    }

    @Override
    public List<Status> statuses(OrganisationId organisation, DocumentId id) {
        return isOf(organisation, id) ? List.copyOf(statuses.getOrDefault(id, List.of())) : List.of();
    }

    private boolean isOf(OrganisationId organisation, DocumentId id) {
        return documents.containsKey(id) && documents.get(id).organisation().equals(organisation);
    }

    @Override
    public Optional<BoxEntry> entry(OrganisationId organisation, Direction direction, DocumentId id, Instant now) {
        return byId(organisation, direction, id).map(InMemoryDocuments::entry);
    }

    private static BoxEntry entry(Document one) {
        return new BoxEntry(
                one, one.isHeldBackAsDuplicate() ? DocumentState.DUPLICATE : DocumentState.RECEIVED, Optional.empty());
    }

    /** Knows of all filters the state alone; the adapter is tested by itself. */
    @Override
    public Page<BoxEntry> page(
            OrganisationId organisation,
            Direction direction,
            Filter filter,
            Optional<String> after,
            int limit,
            Instant now) {
        return new Page<>(
                documents.values().stream()
                        .filter(one -> one.organisation().equals(organisation) && one.direction() == direction)
                        .map(InMemoryDocuments::entry)
                        .filter(entry ->
                                filter.state().isEmpty() || filter.state().get() == entry.state())
                        .limit(limit)
                        .toList(),
                Optional.empty());
    }

    /** All documents of all organisations, oldest first. */
    public List<Document> all() {
        return List.copyOf(documents.values());
    }

    private static Document with(Document one, Optional<DocumentId> duplicateOf, Optional<Instant> releasedOn) {
        return new Document(
                one.id(),
                one.organisation(),
                one.direction(),
                one.head(),
                one.via(),
                one.receivedOn(),
                one.expiresOn(),
                one.size(),
                duplicateOf,
                releasedOn,
                one.sentBy(),
                one.idempotencyKey(),
                one.valid(),
                one.ruleSet(),
                one.counterpart());
    }
}
