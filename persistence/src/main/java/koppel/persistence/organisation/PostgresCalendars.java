package koppel.persistence.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import koppel.organisation.Calendars;
import koppel.persistence.Sql;
import koppel.shared.OrganisationId;

@Singleton
class PostgresCalendars implements Calendars {

    private final Sql sql;

    @Inject
    PostgresCalendars(Sql sql) {
        this.sql = sql;
    }

    @Override
    public ZoneId zone(OrganisationId organisation) {
        return sql.first("""
                        SELECT e.time_zone FROM organisation o JOIN environment e USING (environment_id)
                        WHERE o.organisation_id = ?""", row -> ZoneId.of(row.text("time_zone")), organisation.number())
                .orElseThrow();
    }
}
