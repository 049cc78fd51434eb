-- Peppol access points that may hand in documents, with credentials of their own from the operator.
CREATE TABLE access_point (
    access_point_id uuid        PRIMARY KEY,
    name            text        NOT NULL,
    client_id       text        NOT NULL UNIQUE,
    secret_hash     bytea       NOT NULL,
    pepper_id       text        NOT NULL,
    created_at      timestamptz NOT NULL,
    created_by      int         REFERENCES user_account,
    revoked_at      timestamptz
);

-- PROMISE: the same transport message twice is one document. The claim is made before the document, so that a repeat waits here.
CREATE TABLE transport_message (
    organisation_id int         NOT NULL,
    access_point_id uuid        NOT NULL REFERENCES access_point,
    message_id      text        NOT NULL,
    document_id     uuid        NOT NULL,
    received_at     timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, access_point_id, message_id),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX transport_message_of_document ON transport_message (organisation_id, document_id);

-- Of a received document that was sent on this platform: the sender's document, to which responses travel.
CREATE TABLE document_counterpart (
    organisation_id        int  NOT NULL,
    document_id            uuid NOT NULL,
    sender_organisation_id int  NOT NULL,
    sender_document_id     uuid NOT NULL,
    PRIMARY KEY (organisation_id, document_id),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id) ON DELETE CASCADE
);

-- What the buyer said about an invoice, oldest first; append-only.
CREATE TABLE invoice_response (
    organisation_id int         NOT NULL,
    document_id     uuid        NOT NULL,
    response        int         NOT NULL,
    code            text        NOT NULL CHECK (code IN ('AB', 'IP', 'UQ', 'CA', 'RE', 'AP', 'PD')),
    reasons         text[]      NOT NULL,
    note            text,
    connection_id   uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, document_id, response),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id) ON DELETE CASCADE
);

-- How often an offer was given back or its lease lapsed. After so many times it is parked: leased without end, until somebody looks.
ALTER TABLE pending ADD COLUMN failures smallint NOT NULL DEFAULT 0;
CREATE INDEX pending_parked ON pending (organisation_id, queue_id, document_id) WHERE lease_until = timestamptz '9999-12-31 00:00:00+00';
