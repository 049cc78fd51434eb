package koppel.organisation;

import java.time.Instant;
import java.util.Optional;
import koppel.shared.Page;

/** Port: the party ids that wait for the operator. */
public interface UnconfirmedPartyIds {

    /** Which organisation is said to have it, and since when. */
    record Waiting(PartyId partyId, Organisation organisation, Instant since) {}

    /**
     * Those that wait longest first.
     *
     * @param after opaque, from the page before
     */
    Page<Waiting> list(Optional<String> after, int limit);

    /** Makes it the organisation's; empty when it does not wait. */
    Optional<Organisation> confirm(PartyId partyId);

    /** Takes it from the organisation, so that another one may have it; empty when it does not wait. */
    Optional<Organisation> refuse(PartyId partyId);
}
