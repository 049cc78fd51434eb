-- Which index a plan takes that was made while a table was empty is a matter of chance where several begin with the organisation: all of them seem to
-- lead to one row. Such a plan is kept until the table's statistics are gathered, and until then each look at a document by its id, those of the
-- foreign keys among them, walked over all documents of its organisation in the order of time. So nothing but the primary key begins with it.

DROP INDEX document_by_time;
CREATE INDEX document_by_time ON document (direction, organisation_id, received_at, document_id);

DROP INDEX transport_message_of_document;
CREATE INDEX transport_message_of_document ON transport_message (document_id, organisation_id);
