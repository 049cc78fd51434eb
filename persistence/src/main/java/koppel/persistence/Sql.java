package koppel.persistence;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.postgresql.util.PGobject;

/**
 * Runs SQL on the connection of the current transaction, for statements whose very text carries a promise (conditional updates, row
 * locks, set-based changes) and which an object mapping would only hide. What Hibernate still holds is written first.
 */
@Singleton
public class Sql {

    private final EntityManager entityManager;
    private final PlainConnections plain;

    @Inject
    public Sql(EntityManager entityManager, PlainConnections plain) {
        this.entityManager = entityManager;
        this.plain = plain;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Mapper<T> {

        T map(Row row) throws SQLException;
    }

    /** The row that a mapper reads, with the types that the domain uses. */
    public record Row(ResultSet results) {

        public int integer(String column) throws SQLException {
            return results.getInt(column);
        }

        public long number(String column) throws SQLException {
            return results.getLong(column);
        }

        public boolean flag(String column) throws SQLException {
            return results.getBoolean(column);
        }

        public String text(String column) throws SQLException {
            return results.getString(column);
        }

        public UUID uuid(String column) throws SQLException {
            return results.getObject(column, UUID.class);
        }

        public byte[] bytes(String column) throws SQLException {
            return results.getBytes(column);
        }

        /** Null when the column is null. */
        public Instant instant(String column) throws SQLException {
            OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }

        public Optional<Instant> maybeInstant(String column) throws SQLException {
            return Optional.ofNullable(instant(column));
        }

        public Optional<UUID> maybeUuid(String column) throws SQLException {
            return Optional.ofNullable(uuid(column));
        }

        public Optional<String> maybeText(String column) throws SQLException {
            return Optional.ofNullable(text(column));
        }

        public <T> T object(String column, Class<T> type) throws SQLException {
            return results.getObject(column, type);
        }
    }

    /**
     * Reads, also outside of any transaction. What changes or locks something belongs into one, unless it is all done by this one statement,
     * which then is its own.
     */
    public <T> List<T> list(String sql, Mapper<T> mapper, Object... parameters) {
        try {
            Optional<Connection> own = plain.outsideOfTransaction();
            if (own.isPresent()) {
                return alone(own.get(), connection -> list(connection, sql, mapper, parameters));
            }
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
        if (entityManager.isJoinedToTransaction()) {
            entityManager.flush();
        }
        return on(connection -> list(connection, sql, mapper, parameters));
    }

    private static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet results = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(results);
            while (results.next()) {
                rows.add(mapper.map(row));
            }
            return rows;
        }
    }

    /** The first row, if there is any. */
    public <T> Optional<T> first(String sql, Mapper<T> mapper, Object... parameters) {
        return list(sql, mapper, parameters).stream().findFirst();
    }

    /** The first column of the only row, as a number. */
    public long number(String sql, Object... parameters) {
        return first(sql, row -> row.results().getLong(1), parameters).orElseThrow();
    }

    /**
     * Changes something in the current transaction; without one it throws.
     *
     * @return how many rows were changed
     */
    public int change(String sql, Object... parameters) {
        entityManager.flush();
        return on(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    /**
     * For what follows in the current transaction: a statement that waits longer than this for a lock fails, and with it the transaction.
     *
     * @param most at least a millisecond
     */
    public void waitForLocksAtMost(Duration most) {
        first(
                "SELECT set_config('lock_timeout', ?, true) AS set",
                row -> row.text("set"),
                Long.toString(most.toMillis()));
    }

    /**
     * Sends several statements, parted by semicolons, in one round trip. Each sees what was committed until it began. Outside of any transaction
     * they are one of their own, as long as none but the first returns rows: before one that does the driver may wait for what was sent until
     * then, which ends such a transaction.
     *
     * @return the number that the first column of the first statement's only row is
     */
    public long together(String statements, Object... parameters) {
        try {
            Optional<Connection> own = plain.outsideOfTransaction();
            if (own.isPresent()) {
                return alone(own.get(), connection -> together(connection, statements, parameters));
            }
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
        if (entityManager.isJoinedToTransaction()) {
            entityManager.flush();
        }
        return on(connection -> together(connection, statements, parameters));
    }

    private static long together(Connection connection, String statements, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, statements, parameters)) {
            statement.execute();
            try (ResultSet results = statement.getResultSet()) {
                results.next();
                return results.getLong(1);
            }
        }
    }

    private <T> T alone(Connection own, ReturningWork<T> work) throws SQLException {
        try (own) {
            return watched(own, work);
        }
    }

    private <T> T on(ReturningWork<T> work) {
        return entityManager.unwrap(Session.class).doReturningWork(connection -> watched(connection, work));
    }

    /** What is gone has to be known before the connection is closed, and given to the next who asks. */
    private <T> T watched(Connection connection, ReturningWork<T> work) throws SQLException {
        try {
            return work.execute(connection);
        } catch (SQLException failed) {
            if (DatabaseOutages.endsConnection(failed)) {
                plain.gone(connection);
            }
            throw failed;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                set(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private static void set(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        if (value instanceof Optional<?> optional) {
            set(connection, statement, index, optional.orElse(null));
        } else if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else if (value instanceof UUID[] ids) {
            statement.setObject(index, array(ids));
        } else if (value instanceof Integer[] numbers) {
            statement.setArray(index, connection.createArrayOf("int4", numbers));
        } else if (value instanceof Long[] numbers) {
            statement.setArray(index, connection.createArrayOf("int8", numbers));
        } else if (value instanceof Boolean[] flags) {
            statement.setArray(index, connection.createArrayOf("bool", flags));
        } else if (value instanceof String[] texts) {
            statement.setArray(index, connection.createArrayOf("text", texts));
        } else {
            statement.setObject(index, value);
        }
    }

    /** An array of ids has nothing to be quoted, which the driver would look for in every character. */
    private static PGobject array(UUID[] ids) throws SQLException {
        StringJoiner elements = new StringJoiner(",", "{", "}");
        for (UUID id : ids) {
            elements.add(String.valueOf(id));
        }
        PGobject array = new PGobject();
        array.setType("uuid[]");
        array.setValue(elements.toString());
        return array;
    }
}
