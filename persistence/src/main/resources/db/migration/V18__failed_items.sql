-- A document that cannot be offered again is tried some more times, with a pause between them, and then counts as failed, so that its
-- re-offer ends and says so.
ALTER TABLE reoffer_item
    ADD COLUMN attempts smallint NOT NULL DEFAULT 0,  -- that failed
    ADD COLUMN next_attempt_at timestamptz,           -- not before; null: at once
    DROP CONSTRAINT reoffer_item_outcome_check,
    ADD CONSTRAINT reoffer_item_outcome_check CHECK (outcome IN
        ('offered', 'retrieved', 'leased', 'duplicate', 'beforeStartDate', 'expired', 'notConnected', 'failed'));

-- done = offered + failed + what was left out. Of what was left out the run counts what has no items that say it: what epochs left out, and
-- what items said that are forgotten.
ALTER TABLE reoffer_run
    ADD COLUMN failed            int NOT NULL DEFAULT 0,
    ADD COLUMN duplicate         int NOT NULL DEFAULT 0,
    ADD COLUMN before_start_date int NOT NULL DEFAULT 0,
    ADD COLUMN expired           int NOT NULL DEFAULT 0;
