-- What people look at beside the work: figures per day, and what needs attention.

-- Both tables only grow at their end, so that a block range index finds a day for next to nothing; retrieving stays as cheap as it was.
CREATE INDEX retrieval_by_time ON retrieval USING brin (retrieved_at) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX offer_event_by_time ON offer_event USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

CREATE INDEX document_held_back ON document (organisation_id, direction, received_at)
    WHERE duplicate_of IS NOT NULL AND released_at IS NULL;
CREATE INDEX document_invalid ON document (organisation_id, direction, received_at) WHERE NOT valid;

CREATE INDEX reoffer_run_by_time ON reoffer_run (organisation_id, started_at, run_id);
CREATE INDEX reoffer_run_ended ON reoffer_run (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX batch_item_failed ON batch_item (organisation_id, at) WHERE outcome = 'failed';
