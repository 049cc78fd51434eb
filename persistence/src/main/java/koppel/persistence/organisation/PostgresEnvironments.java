package koppel.persistence.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import koppel.organisation.Environment;
import koppel.organisation.Environments;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.user.EmailAddress;
import koppel.user.UserId;

@Singleton
class PostgresEnvironments implements Environments {

    private static final String ALL = """
            SELECT e.environment_id, e.name, e.time_zone, e.created_at,
                   (SELECT count(*) FROM organisation o WHERE o.environment_id = e.environment_id) AS organisations,
                   ARRAY(SELECT a.email FROM environment_member m JOIN user_account a USING (user_id)
                         WHERE m.environment_id = e.environment_id AND m.role = 'administrator' ORDER BY a.email_key) AS administrators
            FROM environment e
            """;

    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresEnvironments(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Environment add(String name, ZoneId zone, UserId administrator) {
        int id = (int) sql.number(
                "INSERT INTO environment (name, time_zone, created_at) VALUES (?, ?, ?) RETURNING environment_id",
                name,
                zone.getId(),
                clock.now());
        sql.change(
                "INSERT INTO environment_member (environment_id, user_id, role) VALUES (?, ?, 'administrator')",
                id,
                administrator.number());
        return sql.first(ALL + " WHERE e.environment_id = ?", PostgresEnvironments::toDomain, id)
                .orElseThrow();
    }

    @Override
    public List<Environment> all() {
        return sql.list(ALL + " ORDER BY e.environment_id", PostgresEnvironments::toDomain);
    }

    private static Environment toDomain(Sql.Row row) throws SQLException {
        return new Environment(
                row.integer("environment_id"),
                row.text("name"),
                ZoneId.of(row.text("time_zone")),
                row.instant("created_at"),
                row.number("organisations"),
                Arrays.stream((String[])
                                row.results().getArray("administrators").getArray())
                        .map(EmailAddress::new)
                        .toList());
    }
}
