package koppel.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koppel.audit.InMemoryAuditTrail;
import koppel.connection.Acknowledgement;
import koppel.connection.ConnectionFacts;
import koppel.connection.ConnectionId;
import koppel.connection.KeyHolder;
import koppel.connection.StillValidKeys.Serving;
import koppel.organisation.Bakery;
import koppel.organisation.PartyId;
import koppel.shared.OrganisationId;
import koppel.shared.SetClock;
import koppel.softwarepackage.Catalogue;
import koppel.softwarepackage.SoftwarePackage;

/** Where the mill's invoices reach the bakery. */
public final class PostOffice {

    public final SetClock clock = new SetClock();
    public final Bakery town = new Bakery();
    public final InMemoryAuditTrail audit = new InMemoryAuditTrail(clock);
    public final InMemoryDocuments documents = new InMemoryDocuments();
    public final InMemoryDocumentQueues queues = new InMemoryDocumentQueues();
    public final InMemoryResponses responses = new InMemoryResponses();
    final List<Document> enteredDirectly = new ArrayList<>();
    private boolean direct;
    int directAttempts;
    boolean keysHold = true;
    final Intake intake =
            new Intake(this::enterDirectly, (by, organisation) -> keysHold, documents, queues, audit, clock);
    final SetRules rules = new SetRules();
    final CheckingInvoice checking = new CheckingInvoice(rules, new LargeDocuments(), clock);
    final SendingInvoice sending =
            new SendingInvoice(town.organisations, documents, checking, intake, new RecentReceivers(clock));
    final ReceivingInvoice receiving = new ReceivingInvoice(town.memberships, checking, intake);
    public final KeyHolder sender = holder(town.mill.id(), Catalogue.RADAR, Acknowledgement.ON_DOWNLOAD);

    /** From now on what is sent enters directly; until then all goes the long way, to the same end by the tests on the database. */
    void enterDirectly() {
        direct = true;
    }

    /** As if storing found that something is not as it was. */
    void enterTheLongWay() {
        direct = false;
    }

    private boolean enterDirectly(KeyHolder by, Document sent, Document received, Verdict verdict, Content content) {
        directAttempts++;
        if (direct) {
            enteredDirectly.addAll(List.of(sent, received));
        }
        return direct;
    }

    /** Of whom nothing was known before. */
    private static SendingInvoice.Sender confirmed(Serving serving) {
        return new SendingInvoice.Sender() {
            @Override
            public Optional<Recent> recent() {
                return Optional.empty();
            }

            @Override
            public Serving confirmed() {
                return serving;
            }

            @Override
            public Serving confirmedAnew() {
                return serving;
            }
        };
    }

    public static KeyHolder holder(
            OrganisationId owner, SoftwarePackage softwarePackage, Acknowledgement acknowledgement) {
        return new KeyHolder(
                ConnectionId.next(),
                owner,
                1,
                softwarePackage.name(),
                softwarePackage,
                acknowledgement,
                ConnectionFacts.DEFAULT_LEASE);
    }

    SendingInvoice.Outcome send(KeyHolder holder, String invoice, String receiver, String idempotencyKey) {
        return send(confirmed(new Serving(holder, town.mill)), invoice, receiver, idempotencyKey);
    }

    SendingInvoice.Outcome send(SendingInvoice.Sender by, String invoice, String receiver, String idempotencyKey) {
        return sending.send(
                by,
                Invoices.content(invoice),
                Optional.ofNullable(receiver).map(PartyId::parse),
                Optional.ofNullable(idempotencyKey));
    }

    /** Sends the mill's invoice and gives the mill's id of it. */
    public DocumentId send() {
        return ((SendingInvoice.Outcome.Sent) send(sender, Invoices.invoice(), null, null)).id();
    }

    /** The newest document in the bakery's inbox. */
    public Document received() {
        return documents.all().stream()
                .filter(one -> one.organisation().equals(town.bakery.id()))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }
}
