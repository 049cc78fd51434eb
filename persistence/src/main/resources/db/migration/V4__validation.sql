-- What the rules of the day said about a document when it entered. One that entered before there were any counts as valid.
ALTER TABLE document
    ADD COLUMN valid    boolean NOT NULL DEFAULT true,
    ADD COLUMN rule_set text;

CREATE TABLE document_finding (
    organisation_id int  NOT NULL,
    document_id     uuid NOT NULL,
    finding         int  NOT NULL,
    rule_id         text NOT NULL,
    severity        text NOT NULL CHECK (severity IN ('error', 'warning')),
    location        text NOT NULL,
    text            text NOT NULL,
    PRIMARY KEY (organisation_id, document_id, finding),
    FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, document_id) ON DELETE CASCADE
);
