-- What the operator does that belongs to no organisation: environments, vendors' credentials, connectors, access points, batch runs.
CREATE TABLE installation_audit_entry (
    audit_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor        text        NOT NULL,
    from_address text        NOT NULL,
    act          text        NOT NULL,
    details      text        NOT NULL
);
CREATE TRIGGER installation_audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON installation_audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Party ids that wait for the operator to confirm that they are whose they are said to be.
CREATE INDEX party_id_unconfirmed ON party_id (created_at, party_id) WHERE NOT active;
