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

-- Where the shorter line has a message of that name already, this one keeps it for the connection that sent it.
UPDATE document d SET sent_line = CASE WHEN NOT EXISTS (
        SELECT FROM document e
        WHERE e.organisation_id = d.organisation_id AND coalesce(e.sent_line, e.sent_by) = c.line
          AND e.idempotency_key = d.idempotency_key AND e.document_id <> d.document_id) THEN c.line END
FROM connection c
WHERE c.connection_id = d.sent_by AND d.sent_line IS NOT NULL AND d.sent_line IS DISTINCT FROM c.line;
