-- A poll whose keys ended while it let leases lapse could leave some that ran out, and the queue's row said that none was to be looked for before a
-- later time. It is told anew of each queue; a queue's row may say a time too early, never one too late.
UPDATE delivery_queue q SET next_lapse_at = l.first
FROM (SELECT organisation_id, queue_id, min(lease_until) AS first FROM pending
      WHERE lease_until < timestamptz '9999-12-31 00:00:00+00' GROUP BY organisation_id, queue_id) l
WHERE l.organisation_id = q.organisation_id AND l.queue_id = q.queue_id
  AND (q.next_lapse_at IS NULL OR q.next_lapse_at > l.first);
