-- Quick Connect, administrations, vendors' credentials, hand-over links, and what is known of the use of keys.

-- What a person chose for an "own app"; null: what the catalogue says.
ALTER TABLE connection
    ADD COLUMN receives_purchase boolean,
    ADD COLUMN receives_sales    boolean,
    ADD COLUMN sends             boolean,
    ADD CHECK ((receives_purchase IS NULL) = (receives_sales IS NULL) AND (receives_sales IS NULL) = (sends IS NULL));

-- The address linked to the administration, as Quick Connect accepted it.
ALTER TABLE connection_organisation ADD COLUMN email text;

-- Who holds an organisation's software: one Autopilot connection, or any number with keys.
CREATE TABLE software_claim (
    organisation_id int     NOT NULL REFERENCES organisation,
    software        text    NOT NULL,
    exclusive       boolean NOT NULL,
    PRIMARY KEY (organisation_id, software),
    UNIQUE (organisation_id, software, exclusive)
);
INSERT INTO software_claim SELECT DISTINCT organisation_id, software, exclusive FROM connection_organisation WHERE active;

-- PROMISE: an active Autopilot connection and another active one to the same software never stand side by side. An active row points at the
-- claim of its own kind, of which there is one; the claim cannot change its kind while an active row points at it.
ALTER TABLE connection_organisation
    ADD COLUMN claimed_software text GENERATED ALWAYS AS (CASE WHEN active THEN software END) STORED,
    ADD CONSTRAINT connection_organisation_claim FOREIGN KEY (organisation_id, claimed_software, exclusive)
        REFERENCES software_claim (organisation_id, software, exclusive);

-- Whoever becomes active makes the claim or turns it round; the row lock orders those who try at once.
CREATE FUNCTION claim_software() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.active THEN
        INSERT INTO software_claim AS c (organisation_id, software, exclusive) VALUES (NEW.organisation_id, NEW.software, NEW.exclusive)
        ON CONFLICT (organisation_id, software) DO UPDATE SET exclusive = excluded.exclusive WHERE c.exclusive <> excluded.exclusive;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER connection_organisation_claims BEFORE INSERT OR UPDATE OF active, software, exclusive ON connection_organisation
    FOR EACH ROW EXECUTE FUNCTION claim_software();

-- What left a queue because it was received before its consumer's start date; it comes back when the date is moved earlier.
CREATE TABLE held_back (
    organisation_id int         NOT NULL,
    queue_id        int         NOT NULL,
    document_id     uuid        NOT NULL,
    position        bigint      NOT NULL,  -- where it lay, or would have: the order in which it comes back
    entered_epoch   int,                   -- the epoch that offered it first; null: none has
    held_at         timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, queue_id, document_id),
    FOREIGN KEY (organisation_id, queue_id) REFERENCES delivery_queue (organisation_id, queue_id)
);

-- Where a package's administrations are fetched instead of being pushed; the token, what follows # in the URL that was set, is sealed with the pepper.
ALTER TABLE software_package
    ADD COLUMN connector_url   text,
    ADD COLUMN connector_token text;

-- A vendor's own credentials for its package: they push administrations and reach no documents.
CREATE TABLE vendor_credential (
    client_id           text        PRIMARY KEY,
    software_package_id text        NOT NULL REFERENCES software_package,
    secret_hash         bytea       NOT NULL,
    pepper_id           text        NOT NULL,
    created_at          timestamptz NOT NULL,
    created_by          int         REFERENCES user_account,
    valid_until         timestamptz
);
CREATE INDEX vendor_credential_of_package ON vendor_credential (software_package_id, created_at);

-- The sets of books that an organisation has in a package, with the addresses that the package links to each. The addresses are compared
-- and never shown.
CREATE TABLE administration (
    organisation_id     int         NOT NULL REFERENCES organisation,
    software_package_id text        NOT NULL REFERENCES software_package,
    code                text        NOT NULL,
    name                text        NOT NULL,
    emails              text[]      NOT NULL,
    fetched             boolean     NOT NULL,  -- from the connector URL; else pushed
    changed_at          timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, software_package_id, code)
);

-- From where a set of keys was used, and tried in vain; at most one write a minute for each address, and a bounded number of addresses.
CREATE TABLE key_use (
    organisation_id int         NOT NULL,
    connection_id   uuid        NOT NULL,
    generation      int         NOT NULL,
    address         text        NOT NULL,
    agent           text        NOT NULL,  -- as the caller last called itself
    first_used_at   timestamptz,
    last_used_at    timestamptz,
    failures        int         NOT NULL DEFAULT 0,
    last_failed_at  timestamptz,
    PRIMARY KEY (organisation_id, connection_id, generation, address),
    FOREIGN KEY (organisation_id, connection_id, generation) REFERENCES key_generation (organisation_id, connection_id, generation)
) WITH (fillfactor = 70);

-- Hand-over links: redeeming one makes the keys, so that none are kept until then. Only a keyed hash of the link's token is kept.
CREATE TABLE handover_link (
    token_hash      bytea       NOT NULL UNIQUE,
    pepper_id       text        NOT NULL,
    organisation_id int         NOT NULL,
    connection_id   uuid        NOT NULL,
    generation      int         NOT NULL,  -- of the connection when the link was made: any other act on its keys voids the link
    created_at      timestamptz NOT NULL,
    created_by      int         NOT NULL REFERENCES user_account,
    expires_at      timestamptz NOT NULL,
    redeemed_at     timestamptz,
    PRIMARY KEY (organisation_id, token_hash),
    FOREIGN KEY (organisation_id, connection_id) REFERENCES connection (organisation_id, connection_id)
);
CREATE INDEX handover_link_of_connection ON handover_link (organisation_id, connection_id);
