package koppel.persistence;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.ConnectionId;
import koppel.connection.IssuedConnection;
import koppel.connection.KeyHolder;
import koppel.connection.RecentHolder;
import koppel.connection.keys.KeySet;
import koppel.delivery.Offer;
import koppel.delivery.OfferCursor;
import koppel.delivery.Offers;
import koppel.delivery.RetrievingDirectly;
import koppel.delivery.RetrievingDocuments;
import koppel.document.Content;
import koppel.document.DocumentId;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.Outgoing;
import koppel.document.Verdict;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.Direction;

/** A software package that holds keys: what it does over the vendor API, without the HTTP. */
public final class AccountingPackage {

    private static final AtomicInteger TURNS = new AtomicInteger();

    private final Installation koppel = Installation.get();
    private final Company company;
    private final KeySet keys;
    private final KeyHolder holder;
    private final Direction direction;

    private AccountingPackage(Company company, KeySet keys, KeyHolder holder, Direction direction) {
        this.company = company;
        this.keys = keys;
        this.holder = holder;
        this.direction = direction;
    }

    public static AccountingPackage of(Company company, IssuedConnection issued) {
        KeySet keys = issued.keys().orElseThrow();
        Authentication authentication = authenticate(keys);
        if (!(authentication instanceof Authentication.Authenticated known)) {
            throw new IllegalStateException("new keys are refused: " + authentication);
        }
        return new AccountingPackage(company, keys, known.holder(), Direction.PURCHASE);
    }

    private static Authentication authenticate(KeySet keys) {
        Installation koppel = Installation.get();
        return koppel.in(() -> koppel.use(AuthenticatingKeys.class)
                .byKeys(keys.appKey().value(), keys.secret().reveal()));
    }

    /** The same package, looking at sales invoices. */
    public AccountingPackage sales() {
        return new AccountingPackage(company, keys, holder, Direction.SALES);
    }

    public ConnectionId connection() {
        return holder.connection();
    }

    public KeyHolder holder() {
        return holder;
    }

    public KeySet keys() {
        return keys;
    }

    /** What the keys are worth now. */
    public Authentication authenticate() {
        return authenticate(keys);
    }

    public Offers.Listing list(OfferCursor after, int limit) {
        return list(company.organisation().id(), after, limit);
    }

    public Offers.Listing list(OrganisationId organisation, OfferCursor after, int limit) {
        String cursor = after == null ? null : after.text();
        return direct(organisation)
                .flatMap(way -> way.list(recent(), company.partyId().toString(), direction, cursor, limit))
                .orElseGet(() -> koppel.in(() ->
                        koppel.use(RetrievingDocuments.class).list(holder, organisation, direction, cursor, limit)));
    }

    /** Every other call goes the direct way first, as the calls of a package that called a moment ago do. */
    private Optional<RetrievingDirectly> direct(OrganisationId organisation) {
        return organisation.equals(company.organisation().id()) && TURNS.getAndIncrement() % 2 == 0
                ? Optional.of(koppel.use(RetrievingDirectly.class))
                : Optional.empty();
    }

    private RecentHolder recent() {
        return new RecentHolder(holder);
    }

    /** Everything that is listed from the start. */
    public List<Offer> offers() {
        return list(null, 1000).items();
    }

    /** The documents that are listed from the start. */
    public List<DocumentId> listed() {
        return offers().stream().map(Offer::document).toList();
    }

    /** Downloads to the last byte. */
    public byte[] download(DocumentId id) {
        beginDownload(id);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Optional<byte[]> part = part(id, 0);
        for (int next = 1; part.isPresent(); next++) {
            bytes.writeBytes(part.get());
            part = part(id, next);
        }
        endDownload(id);
        return bytes.toByteArray();
    }

    public void beginDownload(DocumentId id) {
        koppel.doing(() -> koppel.use(RetrievingDocuments.class)
                .beginDownload(holder, company.organisation().id(), direction, id));
    }

    private Optional<byte[]> part(DocumentId id, int part) {
        return koppel.in(() -> koppel.use(RetrievingDocuments.class)
                .part(company.organisation().id(), id, part));
    }

    public void endDownload(DocumentId id) {
        koppel.doing(() -> koppel.use(RetrievingDocuments.class)
                .endDownload(holder, company.organisation().id(), direction, id));
    }

    public Map<DocumentId, Offers.Acknowledged> acknowledge(DocumentId... ids) {
        return acknowledge(List.of(ids));
    }

    public Map<DocumentId, Offers.Acknowledged> acknowledge(List<DocumentId> ids) {
        Set<DocumentId> retrieved = direct(company.organisation().id())
                .filter(way -> !ids.isEmpty())
                .map(way -> way.retrieve(recent(), company.partyId().toString(), direction, ids))
                .orElse(Set.of());
        List<DocumentId> others =
                ids.stream().filter(id -> !retrieved.contains(id)).toList();
        Map<DocumentId, Offers.Acknowledged> outcomes = retrieved.isEmpty() || !others.isEmpty()
                ? koppel.in(() -> koppel.use(RetrievingDocuments.class)
                        .acknowledge(holder, company.organisation().id(), direction, others))
                : Map.of();
        Map<DocumentId, Offers.Acknowledged> inOrder = new LinkedHashMap<>();
        ids.forEach(
                id -> inOrder.put(id, retrieved.contains(id) ? Offers.Acknowledged.ACKNOWLEDGED : outcomes.get(id)));
        return inOrder;
    }

    public void release(DocumentId id) {
        koppel.doing(() -> koppel.use(RetrievingDocuments.class)
                .release(holder, company.organisation().id(), direction, id));
    }

    public void withdraw(DocumentId id) {
        koppel.doing(() -> koppel.use(RetrievingDocuments.class)
                .withdraw(holder, company.organisation().id(), direction, id));
    }

    /** Sends an invoice to another company. */
    public DocumentId send(Company receiver, String idempotencyKey) {
        InvoiceHead head =
                Company.invoice(company.partyId(), "S-" + receiver.anInvoice().number(), receiver.partyId());
        return send(outgoing(receiver, head, Company.FINE, Bytes.of("<Invoice/>"), idempotencyKey));
    }

    /** Every other time the direct way first. */
    public DocumentId send(Outgoing outgoing) {
        return Optional.of(TURNS.getAndIncrement())
                .filter(turn -> turn % 2 == 0)
                .flatMap(turn -> sendDirectly(outgoing))
                .orElseGet(() -> sendTheLongWay(outgoing));
    }

    /** Outside of any transaction; empty when nothing was stored. */
    public Optional<DocumentId> sendDirectly(Outgoing outgoing) {
        return koppel.use(Intake.class).sendDirectly(outgoing);
    }

    public DocumentId sendTheLongWay(Outgoing outgoing) {
        return koppel.in(() -> koppel.use(Intake.class).send(outgoing));
    }

    /** @param key the idempotency key, or null */
    public Outgoing outgoing(Company receiver, InvoiceHead head, Verdict verdict, Content content, String key) {
        return new Outgoing(
                holder,
                company.organisation(),
                receiver.organisation(),
                head,
                verdict,
                content,
                Optional.ofNullable(key));
    }
}
