-- Of a received document that was sent on this platform: the sender's document, to which responses travel. It had a row of its own in another table, and
-- so had the status that each document begins with, although that follows from the document. A send made three rows of those, with their indexes.

ALTER TABLE document
    ADD COLUMN sender_organisation_id int,
    ADD COLUMN sender_document_id uuid,
    ADD CONSTRAINT document_counterpart CHECK (
        (sender_organisation_id IS NULL) = (sender_document_id IS NULL) AND (sender_document_id IS NULL OR direction = 1));

UPDATE document d SET sender_organisation_id = c.sender_organisation_id, sender_document_id = c.sender_document_id
FROM document_counterpart c WHERE c.organisation_id = d.organisation_id AND c.document_id = d.document_id;

DROP TABLE document_counterpart;

-- PROMISE: the first status is told of every document by what it is; what is stored are the others. Of many documents nothing is left, so the few that stay
-- are written anew.
CREATE TEMPORARY TABLE later_status ON COMMIT DROP AS SELECT * FROM document_status WHERE status_id > 1;
TRUNCATE document_status;
INSERT INTO document_status SELECT * FROM later_status;
ALTER TABLE document_status ADD CONSTRAINT document_status_after_first CHECK (status_id > 1);
