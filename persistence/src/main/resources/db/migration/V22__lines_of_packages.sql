-- A line is of one software package: another one that follows has other names for its messages, and a message of its own may have the name that
-- the one before once used.
WITH RECURSIVE chain (connection_id, software_package_id, line) AS (
    SELECT connection_id, software_package_id, NULL::uuid FROM connection WHERE follows IS NULL
    UNION ALL
    SELECT f.connection_id, f.software_package_id,
        CASE WHEN f.software_package_id = e.software_package_id THEN coalesce(e.line, e.connection_id) END
    FROM chain e JOIN connection f ON f.follows = e.connection_id)
UPDATE connection c SET line = chain.line
FROM chain WHERE chain.connection_id = c.connection_id AND c.line IS DISTINCT FROM chain.line;

-- As in V20, now for the shorter lines: the first of a message keeps its key for the line, a later one only for the connection that sent it.
UPDATE document SET sent_line = NULL WHERE sent_line IS NOT NULL;

UPDATE document d SET sent_line = c.line
FROM connection c
WHERE c.connection_id = d.sent_by AND c.line IS NOT NULL AND d.idempotency_key IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM connection o JOIN document e ON e.sent_by = o.connection_id
    WHERE coalesce(o.line, o.connection_id) = c.line AND o.connection_id <> c.connection_id
      AND e.organisation_id = d.organisation_id AND e.idempotency_key = d.idempotency_key
      AND (o.line IS NULL OR (e.received_at, e.document_id) < (d.received_at, d.document_id)));
