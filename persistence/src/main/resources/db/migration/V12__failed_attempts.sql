-- Failed attempts, which all nodes count together. Only what fails is written, a few times in each window. Unlogged: a crash may forget it.
CREATE UNLOGGED TABLE failed_attempt (
    tried    bytea       PRIMARY KEY,  -- a hash of what was tried and from which network; neither is kept
    failures int         NOT NULL,
    ends_at  timestamptz NOT NULL      -- of the window
) WITH (fillfactor = 50);
CREATE INDEX failed_attempt_ended ON failed_attempt (ends_at);
