package koppel.document;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import koppel.organisation.Organisations;
import koppel.organisation.PartyId;
import koppel.shared.InvalidInput;

/** Finds under which of several party ids a receiver can be reached. */
@Singleton
public class FindingRecipient {

    private static final int MOST = 100;

    private final Organisations organisations;

    @Inject
    public FindingRecipient(Organisations organisations) {
        this.organisations = organisations;
    }

    /**
     * The first that is reachable, in its canonical spelling. What is no party id of ours at all can't be reached.
     *
     * @throws InvalidInput unless there are between 1 and 100
     */
    @Transactional
    public Optional<PartyId> first(List<String> candidates) {
        if (candidates.isEmpty() || candidates.size() > MOST) {
            throw new InvalidInput("partyIds", "Between 1 and " + MOST + " party ids, the preferred one first.");
        }
        return candidates.stream()
                .map(FindingRecipient::tryParse)
                .flatMap(Optional::stream)
                .filter(party -> organisations.ofParty(party).isPresent())
                .findFirst();
    }

    private static Optional<PartyId> tryParse(String text) {
        try {
            return Optional.of(PartyId.parse(text));
        } catch (InvalidInput unknown) {
            return Optional.empty();
        }
    }
}
