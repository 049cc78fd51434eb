package koppel.organisation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import koppel.shared.OrganisationId;

/**
 * A legal entity that sends and receives invoices. It comes with at least one party id, under which others reach it; its company id is
 * given once and never changes.
 *
 * @param id internal number, never shown
 * @param publicId the id that the portal shows
 * @param partyIds under which it sends and is reached
 * @param unconfirmed party ids that it is said to have, until the operator confirms them: nothing is sent or received under them
 * @param retention how long a document is kept after its receipt
 */
public record Organisation(
        OrganisationId id,
        UUID publicId,
        int environment,
        CompanyId companyId,
        String name,
        List<PartyId> partyIds,
        List<PartyId> unconfirmed,
        Duration retention) {

    /** One all of whose party ids are confirmed. */
    public Organisation(
            OrganisationId id,
            UUID publicId,
            int environment,
            CompanyId companyId,
            String name,
            List<PartyId> partyIds,
            Duration retention) {
        this(id, publicId, environment, companyId, name, partyIds, List.of(), retention);
    }

    public Organisation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(publicId);
        Objects.requireNonNull(companyId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(retention);
        partyIds = List.copyOf(partyIds);
        unconfirmed = List.copyOf(unconfirmed);
    }

    /** Whether documents for or from this party are this organisation's. */
    public boolean has(PartyId party) {
        return partyIds.contains(party);
    }
}
