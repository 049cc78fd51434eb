-- A poll reads nothing that it does not list, however much lies in its queue that is leased or needs attention, and knows from the queue's row
-- alone whether a lease may have run out.

ALTER TABLE delivery_queue
    ADD COLUMN front_position bigint NOT NULL DEFAULT 1,  -- what lies before it in the running epoch is not listed: it is leased, waits below the floor, or is gone
    ADD COLUMN next_lapse_at timestamptz;                 -- no lease of the running epoch ends before; null: none ends at all

-- Positions of what is not leased, in the place of all positions, so that nothing that is written costs an index more. They are given once, and
-- whatever gets one back from a lease gets a new one.
ALTER TABLE pending DROP CONSTRAINT pending_pkey;
ALTER TABLE pending ADD CONSTRAINT pending_one_open_offer PRIMARY KEY USING INDEX pending_one_open_offer;
CREATE UNIQUE INDEX pending_listed ON pending (organisation_id, queue_id, position) WHERE lease_until IS NULL;

-- The floor is the first position of an epoch that began without what waited, and 1 in all others; until now it was raised past what had been
-- retrieved. Whether an epoch without anything before its first position began so on purpose is told by what start dates hold of it; where all of that was
-- aside before it began, nothing tells, and what comes back is offered.
UPDATE delivery_queue q
SET front_position = q.floor_position,
    floor_position = CASE
        WHEN e.floor_position >= e.first_position AND (
            EXISTS (SELECT 1 FROM pending p WHERE p.organisation_id = q.organisation_id AND p.queue_id = q.queue_id
                      AND p.position < e.first_position)
            OR EXISTS (SELECT 1 FROM held_back h JOIN offer_event v USING (organisation_id, queue_id, document_id)
                       WHERE h.organisation_id = q.organisation_id AND h.queue_id = q.queue_id AND h.position < e.first_position
                         AND v.event = 'held' AND v.epoch = q.epoch AND v.position = h.position))
        THEN e.first_position ELSE 1 END
FROM queue_epoch e
WHERE q.open AND e.organisation_id = q.organisation_id AND e.queue_id = q.queue_id AND e.epoch = q.epoch;

-- A lease counted in its epoch only; now it ends with it.
UPDATE pending p SET lease_epoch = NULL, lease_until = NULL, failures = 0
FROM delivery_queue q
WHERE q.organisation_id = p.organisation_id AND q.queue_id = p.queue_id AND p.lease_until IS NOT NULL AND p.lease_epoch < q.epoch;

UPDATE delivery_queue q SET next_lapse_at = l.first
FROM (SELECT organisation_id, queue_id, min(lease_until) AS first FROM pending
      WHERE lease_until < timestamptz '9999-12-31 00:00:00+00' GROUP BY organisation_id, queue_id) l
WHERE l.organisation_id = q.organisation_id AND l.queue_id = q.queue_id;
