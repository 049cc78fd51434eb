package koppel.persistence.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import koppel.connection.Acknowledgement;
import koppel.connection.KeyHolder;
import koppel.connection.RecentHolder;
import koppel.connection.StillValidKeys;
import koppel.organisation.PartyId;
import koppel.persistence.Sql;
import koppel.persistence.organisation.OrganisationColumns;
import koppel.softwarepackage.SoftwarePackage;

/** PROMISE: a revocation that was committed before the statement began, on whichever node, is seen by it. */
@Singleton
class PostgresStillValidKeys implements StillValidKeys {

    private static final String HOLDER = """
            c.name AS connection_name, c.acknowledgement, c.lease_seconds, p.software_package_id, p.name AS package_name, p.vendor,
            p.software, coalesce(c.receives_purchase, p.receives_purchase) AS purchase, coalesce(c.receives_sales, p.receives_sales) AS sales,
            coalesce(c.sends, p.sends) AS sends, p.quick_connect, p.method
            """;

    private static final String KEYS = """
            FROM key_generation k
            JOIN connection c ON c.organisation_id = k.organisation_id AND c.connection_id = k.connection_id
            JOIN software_package p ON p.software_package_id = c.software_package_id
            """;

    private static final String VALID = """
            WHERE k.organisation_id = ? AND k.connection_id = ? AND k.generation = ?
              AND (k.valid_until IS NULL OR k.valid_until > greatest(?, statement_timestamp())) AND c.state = 'active'
            """;

    private static final String OF_HOLDER = "SELECT " + HOLDER + KEYS + VALID;

    private static final String OF_SERVING = "SELECT " + HOLDER + ", " + OrganisationColumns.ALL + KEYS + """
            JOIN connection_organisation s ON s.connection_id = c.connection_id
            JOIN organisation o ON o.organisation_id = s.organisation_id
            """ + VALID
            + "AND s.organisation_id = (SELECT organisation_id FROM party_id WHERE party_id = ? AND active)";

    private final Sql sql;

    @Inject
    PostgresStillValidKeys(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<KeyHolder> holder(RecentHolder recent, Instant now) {
        KeyHolder was = recent.asItWas();
        return sql.first(
                OF_HOLDER,
                row -> holder(was, row),
                was.owner().number(),
                was.connection().value(),
                was.generation(),
                now);
    }

    @Override
    public Optional<Serving> serving(RecentHolder recent, PartyId party, Instant now) {
        KeyHolder was = recent.asItWas();
        return sql.first(
                OF_SERVING,
                row -> new Serving(holder(was, row), OrganisationColumns.toDomain(row)),
                was.owner().number(),
                was.connection().value(),
                was.generation(),
                now,
                party.toString());
    }

    private static KeyHolder holder(KeyHolder was, Sql.Row row) throws SQLException {
        return new KeyHolder(
                was.connection(),
                was.owner(),
                was.generation(),
                row.text("connection_name"),
                new SoftwarePackage(
                        row.text("software_package_id"),
                        row.text("package_name"),
                        row.text("vendor"),
                        row.text("software"),
                        new SoftwarePackage.Directions(row.flag("purchase"), row.flag("sales"), row.flag("sends")),
                        row.flag("quick_connect"),
                        SoftwarePackage.ConnectionMethod.ofWord(row.text("method"))),
                Acknowledgement.ofWord(row.text("acknowledgement")).orElseThrow(),
                Duration.ofSeconds(row.integer("lease_seconds")));
    }
}
