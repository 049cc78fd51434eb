-- Documents that expire leave the queues, so that nothing counts or offers them; and what comes back by a start date or is redriven says so.

ALTER TABLE offer_event
    DROP CONSTRAINT offer_event_event_check,
    -- returned: came back because a start date moved; redriven: offered once more after it was parked
    -- expired: left the queue for its age while it was offered; expiredUnoffered: while it was not
    ADD CONSTRAINT offer_event_event_check CHECK (event IN ('reoffered', 'returned', 'redriven', 'leased', 'lapsed', 'released',
        'withdrawn', 'held', 'expired', 'expiredUnoffered'));

-- What a run over everything unretrieved left out, beside what is counted already: what is parked.
ALTER TABLE reoffer_run ADD COLUMN needs_attention int NOT NULL DEFAULT 0;
-- how many of the documents that the run is about expired since
ALTER TABLE reoffer_queue ADD COLUMN expired int NOT NULL DEFAULT 0;

CREATE OR REPLACE VIEW queue_stay AS
    SELECT organisation_id, queue_id, document_id, entered_epoch, coalesce(entered_position, position) AS entered_position,
           NULL::int AS last_epoch
    FROM pending
    UNION ALL
    SELECT organisation_id, queue_id, document_id, entered_epoch, coalesce(entered_position, position), epoch
    FROM retrieval
    UNION ALL
    SELECT organisation_id, queue_id, document_id, entered_epoch, coalesce(entered_position, position), epoch
    FROM offer_event WHERE event IN ('withdrawn', 'held', 'expired', 'expiredUnoffered') AND entered_epoch IS NOT NULL;

-- As before, with the new ways to get a position of its own. One that a stay began with is told by its event and not as received.
CREATE OR REPLACE VIEW queue_offer AS
    SELECT s.organisation_id, s.queue_id, s.document_id, e.epoch, e.connection_id,
           CASE WHEN s.entered_position >= e.first_position THEN 'received' ELSE e.why END AS why,
           CASE WHEN s.entered_position >= e.first_position THEN s.entered_position
                ELSE greatest(s.entered_position, (
                    SELECT max(v.position) FROM offer_event v
                    WHERE v.organisation_id = s.organisation_id AND v.queue_id = s.queue_id AND v.document_id = s.document_id
                      AND v.event IN ('reoffered', 'returned', 'redriven', 'lapsed', 'released')
                      AND v.position < e.first_position)) END AS position,
           CASE WHEN s.entered_position >= e.first_position
                THEN greatest(e.started_at, coalesce(d.released_at, d.received_at)) ELSE e.started_at END AS offered_at
    FROM queue_stay s
    JOIN queue_epoch e ON e.organisation_id = s.organisation_id AND e.queue_id = s.queue_id
        AND e.epoch >= s.entered_epoch AND (s.last_epoch IS NULL OR e.epoch <= s.last_epoch)
    JOIN document d ON d.organisation_id = s.organisation_id AND d.document_id = s.document_id
    WHERE CASE WHEN s.entered_position >= e.first_position
               THEN e.epoch = s.entered_epoch AND NOT EXISTS (
                   SELECT 1 FROM offer_event v
                   WHERE v.organisation_id = s.organisation_id AND v.queue_id = s.queue_id AND v.document_id = s.document_id
                     AND v.event IN ('reoffered', 'returned') AND v.position = s.entered_position)
               ELSE e.floor_position < e.first_position END
    UNION ALL
    SELECT v.organisation_id, v.queue_id, v.document_id, v.epoch, e.connection_id,
           CASE v.event WHEN 'reoffered' THEN 'chosen' ELSE v.event END, v.position, v.at
    FROM offer_event v
    JOIN queue_epoch e ON e.organisation_id = v.organisation_id AND e.queue_id = v.queue_id AND e.epoch = v.epoch
    WHERE v.event IN ('reoffered', 'returned', 'redriven', 'lapsed', 'released') AND v.position >= e.first_position;

-- An offer that stood when its document left the queue for its age stays expired; one that stands still is, as soon as its time is up.
CREATE OR REPLACE VIEW offer_history AS
    SELECT o.*,
           CASE WHEN r.retrieved_at IS NOT NULL THEN 'retrieved'
                WHEN x.expired THEN 'expired'
                WHEN NOT p.stands OR p.stands IS NULL THEN 'withdrawn'
                WHEN p.expired THEN 'expired'
                WHEN p.leased THEN 'leased'
                ELSE 'offered' END AS state,
           CASE WHEN r.retrieved_at IS NOT NULL OR p.stands OR x.expired THEN NULL
                ELSE coalesce(n.why, e.ended_why) END AS ended_why,
           CASE WHEN r.retrieved_at IS NOT NULL THEN r.retrieved_at
                WHEN p.stands OR x.expired THEN NULL
                ELSE coalesce(n.at, e.ended_at) END AS ended_at,
           CASE WHEN p.stands THEN p.lease_until END AS lease_until,
           r.generation
    FROM queue_offer o
    JOIN queue_epoch e ON e.organisation_id = o.organisation_id AND e.queue_id = o.queue_id AND e.epoch = o.epoch
    LEFT JOIN retrieval r ON r.organisation_id = o.organisation_id AND r.queue_id = o.queue_id AND r.document_id = o.document_id
        AND r.position = o.position AND r.epoch = o.epoch
    LEFT JOIN LATERAL (
        SELECT q.open AND q.epoch = o.epoch AND p.position = o.position AND p.position >= q.floor_position AS stands,
               d.expires_at <= now() AS expired, p.lease_epoch = q.epoch AND p.lease_until > now() AS leased,
               CASE WHEN p.lease_epoch = q.epoch THEN p.lease_until END AS lease_until
        FROM pending p
        JOIN delivery_queue q ON q.organisation_id = p.organisation_id AND q.queue_id = p.queue_id
        JOIN document d ON d.organisation_id = p.organisation_id AND d.document_id = p.document_id
        WHERE p.organisation_id = o.organisation_id AND p.queue_id = o.queue_id AND p.document_id = o.document_id) p ON true
    LEFT JOIN LATERAL (
        SELECT true AS expired FROM offer_event v
        WHERE v.organisation_id = o.organisation_id AND v.queue_id = o.queue_id AND v.document_id = o.document_id AND v.epoch = o.epoch
          AND v.event = 'expired' AND v.position = o.position LIMIT 1) x ON true
    LEFT JOIN LATERAL (
        SELECT CASE WHEN v.event = 'reoffered' THEN 'chosen' WHEN v.event <> 'withdrawn' THEN v.event
                    WHEN v.generation IS NULL THEN 'beforeStartDate' ELSE 'byPackage' END AS why, v.at
        FROM offer_event v
        WHERE v.organisation_id = o.organisation_id AND v.queue_id = o.queue_id AND v.document_id = o.document_id AND v.epoch = o.epoch
          AND (v.event = 'withdrawn' AND v.position = o.position
               OR v.event IN ('reoffered', 'returned', 'redriven', 'lapsed', 'released') AND v.position > o.position)
        ORDER BY v.position LIMIT 1) n ON true;
