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
 * @param retention how long a document is kept after its receipt
 */
public record Organisation(
        OrganisationId id,
        UUID publicId,
        int environment,
        CompanyId companyId,
        String name,
        List<PartyId> partyIds,
        Duration retention) {

    public Organisation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(publicId);
        Objects.requireNonNull(companyId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(retention);
        partyIds = List.copyOf(partyIds);
    }

    /** Whether documents for or from this party are this organisation's. */
    public boolean has(PartyId party) {
        return partyIds.contains(party);
    }
}
