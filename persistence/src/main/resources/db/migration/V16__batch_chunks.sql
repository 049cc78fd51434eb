-- The results of a chunk of items that all got done, in one row instead of one for each: what is written for a re-offer is to be little.
-- Failures stay rows of their own in batch_item. Both are numbered by one sequence, so that they are read in the order of the work.
CREATE TABLE batch_chunk (
    batch_run_id     bigint      NOT NULL REFERENCES batch_run ON DELETE CASCADE,
    item             bigint      NOT NULL DEFAULT nextval(pg_get_serial_sequence('batch_item', 'item')),
    organisation_ids int[]       NOT NULL,
    queue_ids        int[]       NOT NULL,
    offered          bigint[]    NOT NULL,
    messages         text[]      NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (batch_run_id, item)
);

-- A row for each result again: n orders those of a chunk.
CREATE VIEW batch_result AS
    SELECT batch_run_id, item, 1 AS n, organisation_id, queue_id, outcome, offered::bigint AS offered, message, at FROM batch_item
    UNION ALL
    SELECT c.batch_run_id, c.item, e.n::int, e.organisation_id, e.queue_id, 'done', e.offered, e.message, c.at
    FROM batch_chunk c
    CROSS JOIN LATERAL unnest(c.organisation_ids, c.queue_ids, c.offered, c.messages) WITH ORDINALITY
        AS e(organisation_id, queue_id, offered, message, n);
