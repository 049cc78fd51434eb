package koppel.persistence.connection.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koppel.audit.AuditTrail.Act;
import koppel.persistence.Database;

/** What must hold whenever nobody is in the middle of something. Each has a name and a statement that finds what breaks it. */
final class Invariants {

    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put("oneActivePerAdministration", """
                SELECT software || ' ' || administration FROM connection_organisation
                WHERE organisation_id = ANY (?) AND active AND administration IS NOT NULL
                GROUP BY organisation_id, software, administration HAVING count(*) > 1""");
        STATEMENTS.put("autopilotStandsAlone", """
                SELECT a.connection_id::text FROM connection_organisation a JOIN connection_organisation b
                    ON b.organisation_id = a.organisation_id AND b.software = a.software AND b.connection_id <> a.connection_id
                WHERE a.organisation_id = ANY (?) AND a.active AND a.exclusive AND b.active""");
        STATEMENTS.put("servicesAreActiveWithTheirConnection", """
                SELECT s.connection_id::text FROM connection_organisation s JOIN connection c USING (connection_id)
                WHERE s.organisation_id = ANY (?) AND s.active <> (c.state = 'active')""");
        STATEMENTS.put("whatIsFollowedIsNotActive", """
                SELECT c.connection_id::text FROM connection c JOIN connection f
                    ON f.organisation_id = c.organisation_id AND f.follows = c.connection_id
                WHERE c.organisation_id = ANY (?) AND c.state = 'active'""");
        STATEMENTS.put("followedOnce", """
                SELECT follows::text FROM connection WHERE organisation_id = ANY (?) AND follows IS NOT NULL
                GROUP BY follows HAVING count(*) > 1""");
        STATEMENTS.put("anActiveConnectionHasOneCurrentSet", """
                SELECT c.connection_id::text FROM connection c LEFT JOIN key_generation k
                    ON k.organisation_id = c.organisation_id AND k.connection_id = c.connection_id AND k.valid_until IS NULL
                WHERE c.organisation_id = ANY (?) AND c.state = 'active' AND c.generation > 0
                GROUP BY c.connection_id, c.generation
                HAVING count(k.generation) <> 1 OR max(k.generation) <> c.generation""");
        STATEMENTS.put("aRevokedConnectionHasNoKeys", """
                SELECT c.connection_id::text FROM connection c JOIN key_generation k USING (organisation_id, connection_id)
                WHERE c.organisation_id = ANY (?) AND c.state <> 'active'
                  AND (k.valid_until IS NULL OR k.valid_until > c.revoked_at)""");
        STATEMENTS.put("generationsFollowEachOther", """
                SELECT c.connection_id::text FROM connection c LEFT JOIN key_generation k USING (organisation_id, connection_id)
                WHERE c.organisation_id = ANY (?) GROUP BY c.connection_id, c.generation
                HAVING count(k.generation) <> c.generation OR coalesce(max(k.generation), 0) <> c.generation""");
        STATEMENTS.put("onlyWhatIsServedIsOpen", """
                SELECT q.queue_id::text FROM delivery_queue q
                LEFT JOIN connection_organisation s
                    ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id AND s.active
                WHERE q.organisation_id = ANY (?) AND (q.open OR q.due_since IS NOT NULL)
                  AND (s.connection_id IS NULL OR (q.direction = 2 AND NOT s.sales_invoices))""");
        STATEMENTS.put("whatIsServedIsOpenOrDue", """
                SELECT s.connection_id::text FROM connection_organisation s JOIN connection c USING (connection_id)
                JOIN software_package p USING (software_package_id), (VALUES (1), (2)) AS d(direction)
                WHERE s.organisation_id = ANY (?) AND s.active
                  AND CASE d.direction WHEN 1 THEN p.receives_purchase ELSE p.receives_sales AND s.sales_invoices END
                  AND NOT EXISTS (SELECT 1 FROM delivery_queue q WHERE q.organisation_id = s.organisation_id
                                    AND q.connection_id = s.connection_id AND q.direction = d.direction
                                    AND (q.open OR q.due_since IS NOT NULL))""");
        STATEMENTS.put("aDocumentLiesInAQueueOrBesideItNotBoth", """
                SELECT p.document_id::text FROM pending p JOIN held_back h USING (organisation_id, queue_id, document_id)
                WHERE p.organisation_id = ANY (?)""");
        STATEMENTS.put("whatIsBeforeTheStartDateIsNotOffered", """
                SELECT p.document_id::text FROM pending p JOIN delivery_queue q USING (organisation_id, queue_id)
                JOIN connection_organisation s ON s.organisation_id = q.organisation_id AND s.connection_id = q.connection_id
                JOIN document d ON d.organisation_id = p.organisation_id AND d.document_id = p.document_id
                JOIN organisation o ON o.organisation_id = q.organisation_id JOIN environment e USING (environment_id)
                WHERE p.organisation_id = ANY (?) AND d.received_at < s.start_date::timestamp AT TIME ZONE e.time_zone
                  AND p.lease_until IS NULL AND s.active AND (q.direction = 1 OR s.sales_invoices)""");
        STATEMENTS.put("noDocumentIsStranded", """
                SELECT d.document_id::text FROM document d WHERE d.organisation_id = ANY (?) AND d.direction = 1
                  AND NOT EXISTS (SELECT 1 FROM pending x WHERE x.organisation_id = d.organisation_id AND x.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM held_back x WHERE x.organisation_id = d.organisation_id AND x.document_id = d.document_id)
                  AND NOT EXISTS (SELECT 1 FROM retrieval x WHERE x.organisation_id = d.organisation_id AND x.document_id = d.document_id)""");
        STATEMENTS.put("whatWasRetrievedDoesNotComeBackBesideTheBatch", """
                SELECT p.document_id::text FROM pending p JOIN retrieval r USING (organisation_id, queue_id, document_id)
                WHERE p.organisation_id = ANY (?)""");
        STATEMENTS.put("aClaimIsOfTheKindOfThoseWhoHoldIt", """
                SELECT s.connection_id::text FROM connection_organisation s LEFT JOIN software_claim c
                    ON c.organisation_id = s.organisation_id AND c.software = s.software AND c.exclusive = s.exclusive
                WHERE s.organisation_id = ANY (?) AND s.active AND c.software IS NULL""");
    }

    private static final List<Act> COUNTED = List.of(
            Act.CONNECTION_CREATED,
            Act.KEYS_RENEWED,
            Act.CONNECTION_REVOKED,
            Act.CONNECTION_DELETED,
            Act.CONNECTION_RECONNECTED,
            Act.QUICK_CONNECT_APPLIED,
            Act.HANDOVER_CREATED,
            Act.HANDOVER_REDEEMED);

    private Invariants() {}

    /** Their names, for the record. */
    static List<String> names() {
        List<String> names = new ArrayList<>(STATEMENTS.keySet());
        names.addAll(List.of(
                "everyActIsInTheAudit",
                "aLinkIsRedeemedOnce",
                "deadKeysStayDead",
                "theRightSecretIsKnown",
                "onlyRefusalsWithMeaning"));
        return names;
    }

    /** What is broken, each with its name. */
    static List<String> broken(World world) {
        List<String> broken = new ArrayList<>(world.violations);
        STATEMENTS.forEach((name, statement) -> {
            String sql = statement.replaceFirst(
                    "= ANY \\(\\?\\)", "IN (" + world.organisations()[0] + ", " + world.organisations()[1] + ")");
            Database.get().texts(sql).forEach(what -> broken.add(name + ": " + what));
        });
        for (Act act : COUNTED) {
            long entries = Database.get().number("""
                            SELECT count(*) FROM audit_entry a JOIN connection c USING (organisation_id, connection_id)
                            WHERE a.organisation_id IN (?, ?) AND a.act = ?""", world.organisations()[0], world.organisations()[1], act.word());
            if (entries != world.times(act)) {
                broken.add("everyActIsInTheAudit: " + act.word() + " " + world.times(act) + " times, told " + entries);
            }
        }
        world.redeemed.forEach((token, times) -> {
            if (times.sum() > 1) {
                broken.add("aLinkIsRedeemedOnce: " + times.sum() + " times");
            }
        });
        return broken;
    }
}
