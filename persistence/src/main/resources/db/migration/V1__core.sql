-- Koppel's core tables. The organisation leads the key of every tenant table, so that they can be partitioned or sharded by it.
-- Correctness under concurrency sits here: the indexes marked PROMISE carry the product's promises.

CREATE TABLE environment (
    environment_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name           text        NOT NULL,
    time_zone      text        NOT NULL DEFAULT 'Europe/Amsterdam',
    created_at     timestamptz NOT NULL
);

CREATE TABLE user_account (
    user_id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        NOT NULL,
    email_key     text        NOT NULL UNIQUE,
    name          text        NOT NULL,
    password_hash text,
    operator      boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL
);

CREATE TABLE environment_member (
    environment_id int  NOT NULL REFERENCES environment,
    user_id        int  NOT NULL REFERENCES user_account,
    role           text NOT NULL CHECK (role IN ('basic', 'advanced', 'administrator')),
    PRIMARY KEY (environment_id, user_id)
);

CREATE SEQUENCE company_number START 10001;

CREATE TABLE organisation (
    organisation_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id       uuid        NOT NULL UNIQUE,
    environment_id  int         NOT NULL REFERENCES environment,
    company_id      text        NOT NULL UNIQUE,
    name            text        NOT NULL,
    retention_days  int         NOT NULL DEFAULT 2557 CHECK (retention_days > 0),
    created_at      timestamptz NOT NULL
);
CREATE INDEX organisation_of_environment ON organisation (environment_id);

-- PROMISE: a party id belongs to one organisation per installation.
CREATE TABLE party_id (
    party_id        text        PRIMARY KEY,
    organisation_id int         NOT NULL REFERENCES organisation,
    position        int         NOT NULL,
    active          boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE (organisation_id, position)
);

CREATE TABLE organisation_member (
    organisation_id int  NOT NULL REFERENCES organisation,
    user_id         int  NOT NULL REFERENCES user_account,
    role            text NOT NULL CHECK (role IN ('member', 'administrator')),
    PRIMARY KEY (organisation_id, user_id)
);
CREATE INDEX organisation_member_of_user ON organisation_member (user_id, organisation_id);

CREATE TABLE software_package (
    software_package_id text    PRIMARY KEY,
    name                text    NOT NULL,
    vendor              text    NOT NULL,
    software            text    NOT NULL,
    receives_purchase   boolean NOT NULL,
    receives_sales      boolean NOT NULL,
    sends               boolean NOT NULL,
    quick_connect       boolean NOT NULL,
    method              text    NOT NULL CHECK (method IN ('keys', 'autopilot')),
    position            int     NOT NULL
);

INSERT INTO software_package VALUES
    ('basecone',               'Basecone',                   'Basecone',   'basecone',        true,  true,  false, true,  'keys',      1),
    ('exact-multivers',        'Exact Multivers',            'Exact',      'exact-multivers', true,  false, true,  true,  'keys',      2),
    ('whitevision',            'WhiteVision',                'WhiteVision','whitevision',     true,  true,  false, true,  'keys',      3),
    ('yuki',                   'Yuki',                       'Yuki',       'yuki',            true,  true,  false, true,  'keys',      4),
    ('radar',                  'Radar',                      'Radar',      'radar',           false, false, true,  true,  'keys',      5),
    ('exact-online-autopilot', 'Autopilot for Exact Online', 'Exact',      'exact-online',    true,  false, false, false, 'autopilot', 6),
    ('own-app',                'Own app',                    'Own',        'own-app',         true,  true,  true,  false, 'keys',      7);

-- A connection: its id never changes, its key generations do. Deleted ones stay for the audit.
CREATE TABLE connection (
    organisation_id     int         NOT NULL REFERENCES organisation,
    connection_id       uuid        NOT NULL UNIQUE,
    software_package_id text        NOT NULL REFERENCES software_package,
    name                text        NOT NULL,
    state               text        NOT NULL CHECK (state IN ('active', 'revoked', 'deleted')),
    generation          int         NOT NULL CHECK (generation >= 0),
    acknowledgement     text        NOT NULL CHECK (acknowledgement IN ('onDownload', 'explicit')),
    lease_seconds       int         NOT NULL CHECK (lease_seconds BETWEEN 1 AND 86400),
    follows             uuid,
    created_at          timestamptz NOT NULL,
    created_by          int         REFERENCES user_account,
    revoked_at          timestamptz,
    deleted_at          timestamptz,
    PRIMARY KEY (organisation_id, connection_id),
    FOREIGN KEY (organisation_id, follows) REFERENCES connection (organisation_id, connection_id),
    CHECK ((state = 'active') = (revoked_at IS NULL)),
    CHECK ((state = 'deleted') = (deleted_at IS NOT NULL))
);
-- PROMISE: a connection is followed at most once, so that a delivery queue has one heir.
CREATE UNIQUE INDEX connection_followed_once ON connection (organisation_id, follows) WHERE follows IS NOT NULL;

-- Every set of keys a connection ever had; only a keyed hash of the Secret is kept. valid_until: the end of the set (of its overlap).
CREATE TABLE key_generation (
    organisation_id int         NOT NULL,
    connection_id   uuid        NOT NULL,
    generation      int         NOT NULL CHECK (generation >= 1),
    app_key         text        NOT NULL UNIQUE,
    secret_hash     bytea       NOT NULL,
    pepper_id       text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      int         REFERENCES user_account,
    valid_until     timestamptz,
    ended_why       text        CHECK (ended_why IN ('renewed', 'revoked', 'compromised', 'leaked')),
    PRIMARY KEY (organisation_id, connection_id, generation),
    FOREIGN KEY (organisation_id, connection_id) REFERENCES connection (organisation_id, connection_id),
    CHECK ((valid_until IS NULL) = (ended_why IS NULL))
);

-- When keys were used: written at most once a minute for each connection, apart from the rows that carry correctness.
CREATE TABLE connection_use (
    organisation_id   int  NOT NULL,
    connection_id     uuid NOT NULL,
    last_used_at      timestamptz,
    last_retrieved_at timestamptz,
    PRIMARY KEY (organisation_id, connection_id),
    FOREIGN KEY (organisation_id, connection_id) REFERENCES connection (organisation_id, connection_id)
) WITH (fillfactor = 70);

-- The organisations whose documents a connection handles; the first is its own, more can be added.
CREATE TABLE connection_organisation (
    organisation_id       int     NOT NULL REFERENCES organisation,
    connection_id         uuid    NOT NULL REFERENCES connection (connection_id),
    software              text    NOT NULL,
    exclusive             boolean NOT NULL,  -- Autopilot: suffers no other connection to the software
    administration        text,
    start_date            date,
    sales_invoices        boolean NOT NULL,
    active                boolean NOT NULL,
    PRIMARY KEY (organisation_id, connection_id)
);
CREATE INDEX connection_organisation_of_connection ON connection_organisation (connection_id);
-- PROMISE: one active connection per organisation, vendor software and administration.
CREATE UNIQUE INDEX connection_one_active_per_administration
    ON connection_organisation (organisation_id, software, administration) WHERE active AND administration IS NOT NULL;
-- PROMISE: one active Autopilot connection per organisation and software.
CREATE UNIQUE INDEX connection_one_active_autopilot ON connection_organisation (organisation_id, software) WHERE active AND exclusive;

CREATE TABLE document (
    organisation_id  int         NOT NULL REFERENCES organisation,
    document_id      uuid        NOT NULL,
    direction        smallint    NOT NULL CHECK (direction IN (1, 2)),  -- 1 purchase (inbox), 2 sales (outbox)
    kind             text        NOT NULL CHECK (kind IN ('invoice', 'creditNote')),
    customization_id text        NOT NULL,
    profile_id       text        NOT NULL,
    supplier         text        NOT NULL,
    supplier_name    text        NOT NULL,
    customer         text        NOT NULL,
    customer_name    text        NOT NULL,
    number           text        NOT NULL,
    issue_date       date        NOT NULL,
    due_date         date,
    payable_amount   numeric     NOT NULL,
    currency         text        NOT NULL,
    entered_via      text        NOT NULL CHECK (entered_via IN ('send', 'intake', 'upload')),
    received_at      timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    size             bigint      NOT NULL,
    sha256           bytea       NOT NULL,
    duplicate_of     uuid,
    released_at      timestamptz,          -- when a duplicate was marked as original
    sent_by          uuid,                 -- sales: the connection that sent it
    idempotency_key  text,
    PRIMARY KEY (organisation_id, document_id),
    CHECK (released_at IS NULL OR duplicate_of IS NOT NULL)
);
CREATE INDEX document_by_time ON document (organisation_id, direction, received_at, document_id);
-- PROMISE: of several documents with the same receiver, supplier, number, date and kind one is the original; the others are duplicates.
CREATE UNIQUE INDEX document_one_original ON document (organisation_id, customer, supplier, number, issue_date, kind)
    WHERE direction = 1 AND duplicate_of IS NULL;
-- PROMISE: the same message sent twice is one document.
CREATE UNIQUE INDEX document_sent_once ON document (organisation_id, sent_by, idempotency_key)
    WHERE idempotency_key IS NOT NULL;

-- The bytes of a document, in parts, so that 24 MB neither sit in one row nor in memory.
CREATE TABLE document_content (
    organisation_id int   NOT NULL,
    document_id     uuid  NOT NULL,
    part            int   NOT NULL,
    bytes           bytea NOT NULL,
    PRIMARY KEY (organisation_id, document_id, part),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id) ON DELETE CASCADE
);

-- The statuses a document went through, as its parties see them (PSB: id, name, description, createdOn).
CREATE TABLE document_status (
    organisation_id int         NOT NULL,
    document_id     uuid        NOT NULL,
    status_id       int         NOT NULL,
    name            text        NOT NULL,
    description     text        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, document_id, status_id),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id) ON DELETE CASCADE
);

-- A delivery queue belongs to one consumer of an organisation's documents of one direction, through all key generations and
-- connections that follow. Whoever offers, withdraws, retrieves or receives locks this row first (FOR NO KEY UPDATE or by updating
-- it), so that positions become visible in their order and a count never misses a row.
-- Locks are taken in one order, so that nobody waits in a circle: connections, organisations, queues by (organisation_id, queue_id),
-- what lies in the queues, re-offer runs by (organisation_id, run_id).
CREATE TABLE delivery_queue (
    organisation_id  int         NOT NULL REFERENCES organisation,
    queue_id         int         GENERATED ALWAYS AS IDENTITY,
    connection_id    uuid        REFERENCES connection (connection_id),  -- null: nothing was connected yet, documents wait
    direction        smallint    NOT NULL CHECK (direction IN (1, 2)),
    open             boolean     NOT NULL DEFAULT false,  -- the epoch runs: what is available is offered
    epoch            int         NOT NULL DEFAULT 0,
    next_position    bigint      NOT NULL DEFAULT 1,
    epoch_position   bigint      NOT NULL DEFAULT 1,      -- first position given in the current epoch
    floor_position   bigint      NOT NULL DEFAULT 1,      -- what lies below it is not offered: it waits for "Re-offer to API", or nothing lies there
    epoch_started_at timestamptz,
    newest_offer_at  timestamptz,                         -- times of offers grow with their positions, whatever the nodes' clocks say
    key_generation   int         NOT NULL DEFAULT 0,      -- of the connection when it got the queue back; older keys never reach into it
    due_since        timestamptz,                         -- an epoch is to be started by the batch job
    due_why          text        CHECK (due_why IN ('connected', 'reconnected', 'followed', 'requested')),
    PRIMARY KEY (organisation_id, queue_id),
    CHECK ((due_since IS NULL) = (due_why IS NULL)),
    CHECK (NOT (open AND connection_id IS NULL))
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX delivery_queue_of_connection ON delivery_queue (connection_id, organisation_id, direction);
-- PROMISE: at most one queue of an organisation and direction waits for its first consumer.
CREATE UNIQUE INDEX delivery_queue_unclaimed ON delivery_queue (organisation_id, direction) WHERE connection_id IS NULL;
CREATE INDEX delivery_queue_due ON delivery_queue (organisation_id, queue_id) WHERE due_since IS NOT NULL;

-- What a queue holds and nobody retrieved. Available is a row at or above the floor while the queue is open.
CREATE TABLE pending (
    organisation_id int         NOT NULL,
    queue_id        int         NOT NULL,
    position        bigint      NOT NULL,
    document_id     uuid        NOT NULL,
    entered_epoch   int         NOT NULL,  -- the epoch that offers it first
    reoffered       boolean     NOT NULL DEFAULT false,  -- has its position by a re-offer of chosen documents
    offered_at      timestamptz NOT NULL,  -- when it got this position
    lease_epoch     int,         -- a lease counts in its epoch only
    lease_until     timestamptz,
    PRIMARY KEY (organisation_id, queue_id, position)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
-- PROMISE: at most one open offer per document and queue.
CREATE UNIQUE INDEX pending_one_open_offer ON pending (organisation_id, queue_id, document_id);
CREATE INDEX pending_leased ON pending (organisation_id, queue_id, lease_epoch, lease_until) WHERE lease_until IS NOT NULL;

-- Append-only: one row for each retrieval of an offer.
CREATE TABLE retrieval (
    organisation_id int         NOT NULL,
    queue_id        int         NOT NULL,
    document_id     uuid        NOT NULL,
    position        bigint      NOT NULL,
    entered_epoch   int         NOT NULL,
    epoch           int         NOT NULL,
    generation      int         NOT NULL,
    offered_at      timestamptz NOT NULL,
    retrieved_at    timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, queue_id, document_id, position)
);

-- The epochs of a queue: started once, ended once. With entered_epoch they give every offer of every document without a row for each.
CREATE TABLE queue_epoch (
    organisation_id int         NOT NULL,
    queue_id        int         NOT NULL,
    epoch           int         NOT NULL,
    connection_id   uuid        NOT NULL,
    why             text        NOT NULL CHECK (why IN ('connected', 'reconnected', 'followed', 'requested')),
    first_position  bigint      NOT NULL,
    floor_position  bigint      NOT NULL,
    offered_count   int         NOT NULL,  -- when it started
    started_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    ended_why       text        CHECK (ended_why IN ('revoked', 'requested')),
    withdrawn_count int,                   -- offers that were open when it ended
    PRIMARY KEY (organisation_id, queue_id, epoch),
    FOREIGN KEY (organisation_id, queue_id) REFERENCES delivery_queue (organisation_id, queue_id)
);

-- Append-only: what happened to single offers beside epochs: re-offers of chosen documents, leases, lapses, releases, withdrawals.
CREATE TABLE offer_event (
    organisation_id int         NOT NULL,
    queue_id        int         NOT NULL,
    document_id     uuid        NOT NULL,
    event_id        bigint      GENERATED ALWAYS AS IDENTITY,
    event           text        NOT NULL CHECK (event IN ('reoffered', 'leased', 'lapsed', 'released', 'withdrawn')),
    epoch           int         NOT NULL,
    generation      int,
    position        bigint      NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, queue_id, document_id, event_id)
);

-- A re-offer that a person asked for; its items are done in order, the checkpoint is the last one done.
CREATE TABLE reoffer_run (
    organisation_id   int         NOT NULL REFERENCES organisation,
    run_id            uuid        NOT NULL UNIQUE,
    connection_id     uuid,
    include_retrieved boolean     NOT NULL,
    state             text        NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'stopped')),
    total             int         NOT NULL,
    done              int         NOT NULL DEFAULT 0,
    offered           int         NOT NULL DEFAULT 0,
    -- what a run over everything unretrieved left out: it has no items that say it
    leased            int         NOT NULL DEFAULT 0,
    retrieved         int         NOT NULL DEFAULT 0,  -- before the epoch started
    not_connected     int         NOT NULL DEFAULT 0,  -- the connection was revoked before the epoch started
    requested_by      int         REFERENCES user_account,
    started_at        timestamptz NOT NULL,
    ended_at          timestamptz,
    PRIMARY KEY (organisation_id, run_id)
);
CREATE INDEX reoffer_run_running ON reoffer_run (organisation_id, run_id) WHERE state = 'running';

CREATE TABLE reoffer_item (
    organisation_id int      NOT NULL,
    run_id          uuid     NOT NULL,
    item            int      NOT NULL,
    document_organisation_id int NOT NULL,  -- a connection may serve further organisations
    queue_id        int      NOT NULL,
    document_id     uuid     NOT NULL,
    outcome         text     CHECK (outcome IN ('offered', 'retrieved', 'leased', 'duplicate', 'beforeStartDate', 'expired', 'notConnected')),
    PRIMARY KEY (organisation_id, run_id, item),
    FOREIGN KEY (organisation_id, run_id) REFERENCES reoffer_run (organisation_id, run_id) ON DELETE CASCADE
);
CREATE INDEX reoffer_item_open ON reoffer_item (organisation_id, run_id, item) WHERE outcome IS NULL;

-- The queues that a re-offer of everything unretrieved is about; the epoch that a queue starts next does it, for every such run.
CREATE TABLE reoffer_queue (
    organisation_id       int     NOT NULL,
    run_id                uuid    NOT NULL,
    queue_organisation_id int     NOT NULL,  -- a connection may serve further organisations
    queue_id              int     NOT NULL,
    total                 int     NOT NULL,
    done                  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organisation_id, run_id, queue_organisation_id, queue_id),
    FOREIGN KEY (organisation_id, run_id) REFERENCES reoffer_run (organisation_id, run_id) ON DELETE CASCADE
);
CREATE INDEX reoffer_queue_open ON reoffer_queue (queue_organisation_id, queue_id) WHERE NOT done;

-- The runs of batch jobs as Koppel owns them: one owner of a job at a time across nodes, by the index and the heartbeat.
CREATE TABLE batch_run (
    batch_run_id  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job           text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'stopped')),
    node          text        NOT NULL,
    execution_id  bigint,
    started_at    timestamptz NOT NULL,
    heartbeat_at  timestamptz NOT NULL,
    ended_at      timestamptz,
    done          int         NOT NULL DEFAULT 0,
    failed        int         NOT NULL DEFAULT 0
);
-- PROMISE: one owner of a job at a time.
CREATE UNIQUE INDEX batch_run_one_owner ON batch_run (job) WHERE state = 'running';

CREATE TABLE batch_item (
    batch_run_id    bigint      NOT NULL REFERENCES batch_run ON DELETE CASCADE,
    item            bigint      GENERATED ALWAYS AS IDENTITY,
    organisation_id int,
    queue_id        int,
    outcome         text        NOT NULL CHECK (outcome IN ('done', 'failed')),
    offered         int         NOT NULL,
    message         text,
    at              timestamptz NOT NULL,
    PRIMARY KEY (batch_run_id, item)
);

CREATE TABLE audit_entry (
    organisation_id int         NOT NULL REFERENCES organisation,
    audit_id        bigint      GENERATED ALWAYS AS IDENTITY,
    at              timestamptz NOT NULL,
    actor           text        NOT NULL,
    from_address    text,
    act             text        NOT NULL,
    connection_id   uuid,
    details         text,
    PRIMARY KEY (organisation_id, audit_id)
);

-- Append-only by the database itself, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
