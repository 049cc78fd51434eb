package koppel.delivery;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import koppel.connection.KeyHolder;
import koppel.document.Document;
import koppel.document.DocumentId;
import koppel.document.Documents;
import koppel.document.InvoiceResponse;
import koppel.document.Responses;
import koppel.shared.Clock;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.shared.OrganisationId;
import koppel.shared.WrongState;
import koppel.softwarepackage.Direction;

/** A buyer's package says what became of an invoice; where the invoice was sent on this platform, its sender sees it as a status. */
@Singleton
public class RespondingToInvoices {

    private static final int MOST_REASONS = 20;
    private static final int LONGEST_TEXT = 500;

    private final Offers offers;
    private final Documents documents;
    private final Responses responses;
    private final Clock clock;

    @Inject
    public RespondingToInvoices(Offers offers, Documents documents, Responses responses, Clock clock) {
        this.offers = offers;
        this.documents = documents;
        this.responses = responses;
        this.clock = clock;
    }

    /**
     * Responds; saying the very same again changes nothing. The same code with another reason or note is a further response.
     *
     * @throws NotFound for a document that is neither offered to nor retrieved by this consumer
     * @throws WrongState {@code response-not-allowed} when what was said before does not admit it
     */
    @Transactional
    public void respond(KeyHolder holder, OrganisationId organisation, DocumentId id, Responses.Given given) {
        check(given);
        Document document =
                documents.lock(organisation, Direction.PURCHASE, id).orElseThrow(() -> new NotFound("document"));
        if (offers.standing(holder, organisation, Direction.PURCHASE, id).isEmpty()) {
            throw new NotFound("document");
        }
        Optional<Responses.Given> before = responses.newest(organisation, document.id());
        if (before.filter(given::equals).isPresent()) {
            return;
        }
        before.map(Responses.Given::code)
                .filter(code -> !code.next().contains(given.code()))
                .ifPresent(RespondingToInvoices::refuse);
        Instant now = clock.now();
        responses.add(organisation, id, given, holder.connection(), now);
        documents.addStatus(organisation, id, given.code().name(), description(given), now);
        document.counterpart()
                .filter(sent -> documents
                        .byId(sent.sender(), Direction.SALES, sent.document())
                        .isPresent())
                .ifPresent(sent -> documents.addStatus(
                        sent.sender(), sent.document(), given.code().name(), description(given), now));
    }

    private static void refuse(InvoiceResponse before) {
        throw new WrongState(
                "response-not-allowed",
                "After " + before + " this can not be said.",
                Map.of("response", before.name()));
    }

    private static void check(Responses.Given given) {
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        wrong.require(
                !given.code().needsReason()
                        || !given.reasons().isEmpty()
                        || given.note().isPresent(),
                "reasons",
                "UQ, CA and RE need a reason or a note.");
        wrong.require(given.reasons().size() <= MOST_REASONS, "reasons", "At most " + MOST_REASONS + ".");
        wrong.require(
                given.reasons().stream().allMatch(RespondingToInvoices::fits)
                        && given.note().map(RespondingToInvoices::fits).orElse(true),
                "reasons",
                "Reasons and note have between 1 and " + LONGEST_TEXT + " characters each.");
        wrong.throwIfAny();
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT;
    }

    private static String description(Responses.Given given) {
        StringBuilder text = new StringBuilder(given.code().text());
        given.reasons().forEach(reason -> text.append(' ').append(reason.strip()));
        given.note().ifPresent(note -> text.append(' ').append(note.strip()));
        return text.toString();
    }
}
