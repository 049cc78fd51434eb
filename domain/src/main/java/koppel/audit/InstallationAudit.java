package koppel.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import koppel.shared.Page;
import koppel.user.Actor;

/**
 * Port: writes and reads the audit of the installation, which has what an operator did that belongs to no organisation. Entries are never
 * changed or removed; the database refuses it.
 */
public interface InstallationAudit {

    /** What can be done, by the word that the audit shows. */
    enum Act {
        ENVIRONMENT_CREATED("environment.created"),
        VENDOR_CREDENTIALS_ISSUED("vendor.credentials.issued"),
        VENDOR_CREDENTIALS_REVOKED("vendor.credentials.revoked"),
        CONNECTOR_SET("connector.set"),
        CONNECTOR_REMOVED("connector.removed"),
        ACCESS_POINT_CREATED("accessPoint.created"),
        ACCESS_POINT_REVOKED("accessPoint.revoked"),
        BATCH_RUN_STARTED("batchRun.started"),
        BATCH_RUN_STOPPED("batchRun.stopped");

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
     * @param actor e-mail of the person
     * @param from network address, empty text when unknown
     * @param details further facts; never a secret
     */
    record Entry(Instant at, String actor, String from, String act, Map<String, Object> details) {}

    /** Adds an entry in the caller's transaction. */
    void record(Actor actor, Act act, Map<String, Object> details);

    /**
     * Newest first.
     *
     * @param after opaque, from the page before; empty for the newest
     */
    Page<Entry> list(Optional<String> after, int limit);
}
