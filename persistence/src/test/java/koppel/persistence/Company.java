package koppel.persistence;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import koppel.connection.ConnectionId;
import koppel.connection.CreatingConnection;
import koppel.connection.DeletingConnection;
import koppel.connection.IssuedConnection;
import koppel.connection.NewConnection;
import koppel.connection.Reconnecting;
import koppel.connection.RevokingConnection;
import koppel.delivery.DueQueues;
import koppel.delivery.QueueId;
import koppel.delivery.ReofferRun;
import koppel.delivery.Reoffering;
import koppel.delivery.Reoffers;
import koppel.delivery.Share;
import koppel.document.Amount;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.DocumentKind;
import koppel.document.Intake;
import koppel.document.InvoiceHead;
import koppel.document.Verdict;
import koppel.organisation.CreatingOrganisation;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.user.Actor;
import koppel.user.UserId;

/** An organisation with its administrator: what people do there, and what arrives. */
public final class Company {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    public static final Verdict FINE = new Verdict("rules for tests", List.of());

    private final Installation koppel = Installation.get();
    private final Actor administrator;
    private final Organisation organisation;

    private Company(Actor administrator, Organisation organisation) {
        this.administrator = administrator;
        this.organisation = organisation;
    }

    /** A new one, in an environment of its own. */
    public static Company create() {
        Actor administrator = person();
        return of(administrator, create(administrator, nextPartyId()));
    }

    public static Company of(Actor administrator, Organisation organisation) {
        return new Company(administrator, organisation);
    }

    public static Organisation create(Actor by, PartyId... partyIds) {
        Installation koppel = Installation.get();
        List<String> texts = List.of(partyIds).stream().map(PartyId::toString).toList();
        return koppel.in(() -> koppel.use(CreatingOrganisation.class)
                .create(by, new CreatingOrganisation.Wish("Bakery", texts, null, null)));
    }

    /** A person with an account and an environment. */
    public static Actor person() {
        String email = "person" + NUMBERS.incrementAndGet() + "@example.com";
        Database database = Database.get();
        int user = (int) database.number("""
                INSERT INTO user_account (email, email_key, name, created_at) VALUES (?, ?, 'Person', now())
                RETURNING user_id""", email, email);
        database.execute("""
                WITH e AS (INSERT INTO environment (name, created_at) VALUES ('Test', now()) RETURNING environment_id)
                INSERT INTO environment_member SELECT environment_id, ?, 'administrator' FROM e""", user);
        return new Actor(new UserId(user), email, false, "127.0.0.1");
    }

    public static PartyId nextPartyId() {
        return PartyId.parse("0106:%08d".formatted(10_000_000 + NUMBERS.incrementAndGet()));
    }

    public Organisation organisation() {
        return organisation;
    }

    public Actor administrator() {
        return administrator;
    }

    public PartyId partyId() {
        return organisation.partyIds().get(0);
    }

    public AccountingPackage connect(String softwarePackage) {
        return connect(new NewConnection(softwarePackage, null, null, null, null, null, true));
    }

    /** A package that acknowledges what it has. */
    public AccountingPackage connectExplicit(String softwarePackage) {
        return connect(new NewConnection(softwarePackage, null, "explicit", null, null, null, true));
    }

    /** A connection to an administration of its own, whose leases last a minute. */
    public static NewConnection booksOf(
            String softwarePackage, boolean explicit, ConnectionId follows, boolean reoffer) {
        return new NewConnection(
                softwarePackage,
                null,
                explicit ? "explicit" : "onDownload",
                60,
                "books of " + softwarePackage,
                follows == null ? null : follows.toString(),
                reoffer);
    }

    public AccountingPackage connect(NewConnection asked) {
        return AccountingPackage.of(this, issue(asked));
    }

    public IssuedConnection issue(NewConnection asked) {
        return koppel.in(
                () -> koppel.use(CreatingConnection.class).create(administrator, organisation.publicId(), asked));
    }

    /** @return how many documents wait */
    public long revoke(ConnectionId connection) {
        return koppel.in(() -> koppel.use(RevokingConnection.class).revoke(administrator, connection))
                .withdrawn();
    }

    public AccountingPackage reconnect(ConnectionId connection) {
        return reconnect(connection, true);
    }

    public AccountingPackage reconnect(ConnectionId connection, boolean reoffer) {
        return AccountingPackage.of(
                this, koppel.in(() -> koppel.use(Reconnecting.class).reconnect(administrator, connection, reoffer)));
    }

    public void delete(ConnectionId connection) {
        koppel.doing(() -> koppel.use(DeletingConnection.class).delete(administrator, connection));
    }

    /** Receives an invoice with a number of its own. */
    public DocumentId receive() {
        return receive(anInvoice(), Bytes.of("<Invoice/>")).id();
    }

    public List<DocumentId> receive(int many) {
        List<DocumentId> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.add(receive());
        }
        return ids;
    }

    /** As if a document had been received so long ago that it has expired since; its id begins with that time, so it gets another. */
    public DocumentId expire(DocumentId document) {
        Duration age = organisation.retention().plusHours(1);
        DocumentId older = DocumentId.next(koppel.clock().now().minus(age), RandomGenerator.getDefault());
        String seconds = age.toSeconds() + " seconds";
        Database.get().execute("""
                        WITH renamed AS (SELECT ?::uuid AS young, ?::uuid AS old, ?::interval AS age),
                        c AS (UPDATE document_content SET document_id = old FROM renamed WHERE document_id = young),
                        s AS (UPDATE document_status SET document_id = old FROM renamed WHERE document_id = young),
                        p AS (UPDATE pending SET document_id = old FROM renamed WHERE document_id = young),
                        v AS (UPDATE offer_event SET document_id = old FROM renamed WHERE document_id = young),
                        h AS (UPDATE held_back SET document_id = old FROM renamed WHERE document_id = young)
                        UPDATE document SET document_id = old, received_at = received_at - age, expires_at = expires_at - age
                        FROM renamed WHERE document_id = young""", document.value(), older.value(), seconds);
        return older;
    }

    public Document receive(InvoiceHead head, Bytes content) {
        return koppel.in(
                () -> koppel.use(Intake.class).receive(organisation, head, FINE, content, Document.EnteredVia.INTAKE));
    }

    /** The head of an invoice to this company, with a number of its own. */
    public InvoiceHead anInvoice() {
        return invoice("F-" + NUMBERS.incrementAndGet());
    }

    public InvoiceHead invoice(String number) {
        return invoice(PartyId.parse("0106:99999999"), number, partyId());
    }

    public static InvoiceHead invoice(PartyId supplier, String number, PartyId customer) {
        return new InvoiceHead(
                DocumentKind.INVOICE,
                "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
                "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
                number,
                LocalDate.of(2026, 3, 2),
                supplier,
                "De Molen",
                customer,
                "Het Krentenbrood",
                new Amount(new BigDecimal("1312.85"), "EUR"),
                Optional.of(LocalDate.of(2026, 4, 1)));
    }

    /** The queues of this company whose next epoch is due. */
    public List<QueueId> due() {
        return koppel
                .in(() -> koppel.use(DueQueues.class)
                        .due(
                                Optional.empty(),
                                1_000_000,
                                Share.ALL,
                                koppel.clock().now()))
                .stream()
                .filter(queue -> queue.organisation().equals(organisation.id()))
                .toList();
    }

    /** What the batch job does. */
    public List<DueQueues.Started> startDue() {
        return start(due());
    }

    public List<DueQueues.Started> start(List<QueueId> queues) {
        return koppel.in(
                () -> koppel.use(DueQueues.class).start(queues, koppel.clock().now()));
    }

    /** Asks for a re-offer and has the batch job do it. */
    public ReofferRun reoffer(Reoffering.Request request) {
        ReofferRun run = askReoffer(request);
        work();
        return find(run.id());
    }

    public ReofferRun askReoffer(Reoffering.Request request) {
        return koppel.in(() -> koppel.use(Reoffering.class).start(administrator, request));
    }

    public Reoffers.Foreseen dryRun(Reoffering.Request request) {
        return koppel.in(() -> koppel.use(Reoffering.class).dryRun(administrator, request));
    }

    public ReofferRun find(UUID run) {
        return koppel.in(() -> koppel.use(Reoffering.class).find(administrator, run));
    }

    /** One round of the batch job, for this company alone. */
    public void work() {
        startDue();
        List<Reoffers.ItemId> items = openItems();
        if (!items.isEmpty()) {
            process(items);
        }
        koppel.doing(
                () -> koppel.use(Reoffers.class).completeFinished(koppel.clock().now()));
    }

    public List<Reoffers.ItemId> openItems() {
        return koppel
                .in(() -> koppel.use(Reoffers.class)
                        .open(
                                Optional.empty(),
                                1_000_000,
                                Share.ALL,
                                koppel.clock().now()))
                .stream()
                .filter(item -> item.organisation() == organisation.id().number())
                .toList();
    }

    /** @return how many were done */
    public int process(List<Reoffers.ItemId> items) {
        return koppel.in(() ->
                koppel.use(Reoffers.class).process(items, koppel.clock().now()).done());
    }
}
