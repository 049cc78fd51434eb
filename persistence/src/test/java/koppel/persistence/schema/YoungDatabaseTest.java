package koppel.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import koppel.persistence.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that are made while tables are empty, and kept while they grow, find a row by its key and do not walk over all of its organisation. */
class YoungDatabaseTest {

    private static final Database DATABASE = Database.upTo("latest", "young_database");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "document | document_id uuid | document_pkey",
                "document_content | document_id uuid, part int | document_content_pkey",
                "document_status | document_id uuid, status_id int | document_status_pkey",
                "document_finding | document_id uuid, finding int | document_finding_pkey",
                "invoice_response | document_id uuid, response int | invoice_response_pkey",
                "transport_message | access_point_id uuid, message_id text | transport_message_pkey",
                "transport_message | document_id uuid | transport_message_of_document",
                "pending | queue_id int, document_id uuid | pending_one_open_offer",
                "retrieval | queue_id int, document_id uuid, position bigint | retrieval_pkey",
                "offer_event | queue_id int, document_id uuid, event_id bigint | offer_event_pkey",
                "held_back | queue_id int, document_id uuid | held_back_pkey",
                "delivery_queue | queue_id int | delivery_queue_pkey",
                "queue_epoch | queue_id int, epoch int | queue_epoch_pkey"
            })
    void rowsAreFoundByTheirKeys(String table, String key, String index) throws SQLException {
        StringBuilder types = new StringBuilder("int");
        StringBuilder condition = new StringBuilder("organisation_id = $1");
        StringBuilder values = new StringBuilder("NULL");
        int number = 1;
        for (String column : key.split(", ")) {
            String[] nameAndType = column.split(" ");
            types.append(", ").append(nameAndType[1]);
            condition.append(" AND ").append(nameAndType[0]).append(" = $").append(++number);
            values.append(", NULL");
        }
        String plan =
                plan("PREPARE found (%s) AS SELECT * FROM %s WHERE %s".formatted(types, table, condition), values);

        assertThat(plan).contains(" using " + index + " on ").doesNotContain("Filter");
    }

    private static String plan(String prepare, CharSequence values) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute(prepare);
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("EXPLAIN EXECUTE found (" + values + ")")) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
