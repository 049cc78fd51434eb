-- Connections that follow one another are a line: the package goes on in it, under new keys. line is its first connection, and empty for that one;
-- it never changes, as what a connection follows never does.
ALTER TABLE connection ADD COLUMN line uuid;

WITH RECURSIVE follower (connection_id, line) AS (
    SELECT f.connection_id, c.connection_id FROM connection c JOIN connection f
        ON f.organisation_id = c.organisation_id AND f.follows = c.connection_id
    WHERE c.follows IS NULL
    UNION ALL
    SELECT f.connection_id, e.line FROM follower e JOIN connection f ON f.follows = e.connection_id)
UPDATE connection c SET line = follower.line FROM follower WHERE follower.connection_id = c.connection_id;

-- Sales documents with an idempotency key: the line of the connection that sent it, where it follows another.
ALTER TABLE document ADD COLUMN sent_line uuid;

-- What went out twice in a line already stays as it is: the first keeps the key for the line, a later one only for the connection that sent it.
UPDATE document d SET sent_line = c.line
FROM connection c
WHERE c.connection_id = d.sent_by AND c.line IS NOT NULL AND d.idempotency_key IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM connection o JOIN document e ON e.sent_by = o.connection_id
    WHERE coalesce(o.line, o.connection_id) = c.line AND o.connection_id <> c.connection_id
      AND e.organisation_id = d.organisation_id AND e.idempotency_key = d.idempotency_key
      AND (o.line IS NULL OR (e.received_at, e.document_id) < (d.received_at, d.document_id)));

-- PROMISE: the same message sent twice is one document, also when the package has meanwhile got a connection that follows.
DROP INDEX document_sent_once;
CREATE UNIQUE INDEX document_sent_once ON document (organisation_id, (coalesce(sent_line, sent_by)), idempotency_key)
    WHERE idempotency_key IS NOT NULL;
