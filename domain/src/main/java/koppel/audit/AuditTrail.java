package koppel.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.shared.OrganisationId;
import koppel.shared.Page;

/** Port: writes and reads the audit of an organisation. Entries are never changed or removed; the database refuses it. */
public interface AuditTrail {

    /** What can be done, by the word that the audit shows. */
    enum Act {
        ORGANISATION_CREATED("organisation.created"),
        PARTY_ID_CONFIRMED("organisation.partyId.confirmed"),
        PARTY_ID_REFUSED("organisation.partyId.refused"),
        CONNECTION_CREATED("connection.created"),
        KEYS_RENEWED("connection.keys.renewed"),
        CONNECTION_REVOKED("connection.revoked"),
        CONNECTION_DELETED("connection.deleted"),
        CONNECTION_RECONNECTED("connection.reconnected"),
        QUICK_CONNECT_APPLIED("connection.quickConnect"),
        HANDOVER_CREATED("connection.handover.created"),
        HANDOVER_REDEEMED("connection.handover.redeemed"),
        KEYS_LEAKED("connection.keys.leaked"),
        ORGANISATION_SERVED("connection.organisation.served"),
        ORGANISATION_REMOVED("connection.organisation.removed"),
        ADMINISTRATION_PUSHED("administration.pushed"),
        ADMINISTRATION_REMOVED("administration.removed"),
        REOFFER_REQUESTED("reoffer.requested"),
        DUPLICATE_RELEASED("document.original"),
        DOCUMENT_UPLOADED("document.uploaded"),
        DOCUMENT_VIEWED("document.viewed"),
        REOFFER_STOPPED("reoffer.stopped"),
        DOCUMENT_REDRIVEN("document.redriven");

        private final String word;

        Act(String word) {
            this.word = word;
        }

        /** The stable word under which the act is stored and shown. */
        public String word() {
            return word;
        }
    }

    /**
     * One entry.
     *
     * @param actor e-mail of the person, or the name of what acted
     * @param from network address, empty text when unknown
     * @param details further facts; never a secret
     */
    record Entry(
            Instant at,
            String actor,
            String from,
            String act,
            Optional<UUID> connection,
            Map<String, Object> details) {}

    /** Adds an entry in the caller's transaction. */
    void record(
            OrganisationId organisation,
            String actor,
            String from,
            Act act,
            Optional<UUID> connection,
            Map<String, Object> details);

    /**
     * Newest first.
     *
     * @param after opaque, from the page before; empty for the newest
     */
    Page<Entry> list(OrganisationId organisation, Optional<String> after, int limit);
}
