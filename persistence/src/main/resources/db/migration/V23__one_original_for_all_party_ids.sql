-- The receiver of a document is the organisation, so the same invoice sent to another of its party ids is a duplicate as well.

-- First, since it locks the table: nothing that enters meanwhile is overlooked below.
DROP INDEX document_one_original;

-- What was an original beside another was offered, or waits to be, and stays so: it becomes a duplicate that was released when it was received, as
-- the times of its offers are told by that of its release.
UPDATE document d SET duplicate_of = e.original, released_at = d.received_at
FROM (
    SELECT organisation_id, document_id,
           first_value(document_id) OVER (
               PARTITION BY organisation_id, supplier, number, issue_date, kind ORDER BY received_at, document_id) AS original
    FROM document WHERE direction = 1 AND duplicate_of IS NULL) e
WHERE e.document_id <> e.original AND d.organisation_id = e.organisation_id AND d.document_id = e.document_id;

-- And what repeats it repeats the original; whether it is held back does not change.
UPDATE document d SET duplicate_of = o.duplicate_of
FROM document o
WHERE o.organisation_id = d.organisation_id AND o.document_id = d.duplicate_of AND o.duplicate_of IS NOT NULL;

-- PROMISE: of several documents of an organisation with the same supplier, number, date and kind one is the original; the others are duplicates.
CREATE UNIQUE INDEX document_one_original ON document (organisation_id, supplier, number, issue_date, kind)
    WHERE direction = 1 AND duplicate_of IS NULL;
