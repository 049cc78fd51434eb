package koppel.persistence.delivery;

import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;

/** More documents than a test could send one by one, put into a queue by the shortest way. */
final class ManyDocuments {

    private ManyDocuments() {}

    /** So that a table's rows are not one tenant's; most queues hold little, and plans are made for most queues. */
    static void ofOthers() {
        if (Database.get().number("SELECT count(*) FROM organisation WHERE company_id LIKE 'EFFORT%'") > 0) {
            return;
        }
        Database.get().execute("""
                INSERT INTO organisation (public_id, environment_id, company_id, name, created_at)
                SELECT gen_random_uuid(), (SELECT min(environment_id) FROM environment), 'EFFORT' || i, 'n', now()
                FROM generate_series(1, 5000) i""");
        Database.get().execute("""
                INSERT INTO delivery_queue (organisation_id, direction)
                SELECT organisation_id, 1 FROM organisation WHERE company_id LIKE 'EFFORT%'""");
        Database.get().execute("""
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                SELECT organisation_id, queue_id, 1, uuidv7(), 1, now() FROM delivery_queue JOIN organisation USING (organisation_id)
                WHERE company_id LIKE 'EFFORT%'""");
    }

    static void fill(Company company, AccountingPackage software, int many) {
        int organisation = company.organisation().id().number();
        Database.get().execute("""
                INSERT INTO document (organisation_id, document_id, direction, kind, customization_id, profile_id, supplier,
                    supplier_name, customer, customer_name, number, issue_date, payable_amount, currency, entered_via, received_at,
                    expires_at, size, sha256)
                SELECT ?, uuidv7(), 1, 'invoice', '', '', '0106:99999999', 'S', '0106:11111111', 'C', 'N' || i, '2026-01-01',
                    10, 'EUR', 'intake', now() - interval '1 hour' + i * interval '1 millisecond', now() + interval '7 years', 1, ''
                FROM generate_series(1, ?) i""", organisation, many);
        Database.get().execute("""
                WITH entered AS (
                    UPDATE delivery_queue SET next_position = next_position + ?, newest_offer_at = now()
                    WHERE connection_id = ? AND direction = 1 RETURNING organisation_id, queue_id, next_position - ? AS first)
                INSERT INTO pending (organisation_id, queue_id, position, document_id, entered_epoch, offered_at)
                SELECT organisation_id, queue_id, first + row_number() OVER (ORDER BY received_at) - 1, document_id, 1, received_at
                FROM entered JOIN document USING (organisation_id)""", many, software.connection().value(), many);
    }
}
