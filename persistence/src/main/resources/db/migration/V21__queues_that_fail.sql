-- A due queue whose epoch cannot be started is tried again after a pause that grows. It stays due however often that fails, as documents wait for
-- it; but the re-offers of people over it end, and say so. No index has these columns, so that noting a failure stays a heap-only update.
ALTER TABLE delivery_queue
    ADD COLUMN due_attempts smallint NOT NULL DEFAULT 0,  -- that failed since the queue was made due
    ADD COLUMN due_next_at timestamptz,                   -- not before; null: at once
    ADD CHECK (due_since IS NOT NULL OR due_attempts = 0 AND due_next_at IS NULL);

-- done, since its documents count as failed
ALTER TABLE reoffer_queue
    ADD COLUMN failed boolean NOT NULL DEFAULT false,
    ADD CHECK (done OR NOT failed);
