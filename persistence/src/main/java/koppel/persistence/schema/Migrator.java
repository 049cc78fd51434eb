package koppel.persistence.schema;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Runs the migrations once at start; several nodes may start at once, since Flyway takes a lock in the database. */
@ApplicationScoped
class Migrator {

    private static final Logger LOG = System.getLogger(Migrator.class.getName());

    private static final int ATTEMPTS = 3;

    private volatile String version;

    /** First of all observers of the start, so that no other of them meets an old schema. */
    @SuppressWarnings("BanJNDI") // what is looked up is a constant and nobody's input
    void migrate(@Observes @Priority(Integer.MIN_VALUE) @Initialized(ApplicationScoped.class) Object start)
            throws NamingException {
        if (version != null) {
            // an EAR starts one context for itself and one for each of its web modules
            return;
        }
        // looked up and not injected: at this moment no component's own names are bound yet
        DataSource dataSource = InitialContext.doLookup("jdbc/koppel");
        FluentConfiguration configuration = Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                // the batch runtime may have made its tables in the empty database before us
                .baselineOnMigrate(true)
                .baselineVersion("0");
        // its lock is a session's and no transaction's: the pool's connections may not be idle in one for long
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        Flyway flyway = configuration.load();
        MigrateResult result = migrate(flyway);
        version = flyway.info().current().getVersion().getVersion();
        LOG.log(
                Level.INFO,
                "Database schema is at version {0} ({1} migrations run)",
                version,
                result.migrationsExecuted);
    }

    /** The batch runtime may be making its tables at this very moment; whoever comes second finds them when trying again. */
    private static MigrateResult migrate(Flyway flyway) {
        for (int attempt = 1; ; attempt++) {
            try {
                return flyway.migrate();
            } catch (FlywayException failed) {
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
                LOG.log(Level.WARNING, "Migration failed, trying again: {0}", failed.getMessage());
            }
        }
    }

    /** The version that the schema has, or null as long as it has not been brought up to date. */
    String version() {
        return version;
    }
}
