package koppel.persistence;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** From the server's pool, the same one that its transactions use. */
@Singleton
class ServerConnections implements PlainConnections {

    private static final Logger LOG = System.getLogger(ServerConnections.class.getName());

    /** For as long the pool itself may give a connection without trying it (its validation period). */
    private static final long SUSPICION = TimeUnit.SECONDS.toNanos(10);

    private static final int SECONDS_TO_ANSWER = 2;

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    private static final String CONNECTION_DOES_NOT_EXIST = "08003";

    private final DataSource pool;
    private final TransactionManager transactions;

    private volatile long suspectUntil = System.nanoTime();

    /** Looked up and not injected: whoever asks first may come from outside of the application, where injection leaves null. */
    @SuppressWarnings("BanJNDI") // what is looked up are constants and nobody's input
    ServerConnections() throws NamingException {
        pool = InitialContext.doLookup("jdbc/koppel");
        // where Hibernate's platform for this server finds it too
        transactions = InitialContext.doLookup("java:appserver/TransactionManager");
    }

    @Override
    public Optional<Connection> outsideOfTransaction() throws SQLException {
        try {
            return transactions.getStatus() == Status.STATUS_NO_TRANSACTION
                    ? Optional.of(System.nanoTime() - suspectUntil < 0 ? tried() : pool.getConnection())
                    : Optional.empty();
        } catch (SystemException unknown) {
            throw new SQLException("Whether a transaction runs is not known", unknown);
        }
    }

    /** One that answers. When one is gone the others most likely are too, as they go when the database is restarted. */
    private Connection tried() throws SQLException {
        long end = System.nanoTime() + LONGEST;
        do {
            Connection connection = pool.getConnection();
            if (answers(connection)) {
                return connection;
            }
            remove(connection);
            connection.close();
        } while (System.nanoTime() - end < 0);
        throw new SQLException("No connection of the pool answers", CONNECTION_DOES_NOT_EXIST);
    }

    private static boolean answers(Connection connection) {
        try {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException gone) {
            return false;
        }
    }

    @Override
    public void gone(Connection connection) {
        suspectUntil = System.nanoTime() + SUSPICION;
        remove(connection);
    }

    /**
     * The server's data sources have a method for it, documented for applications, of a type that only the server has. One that has none finds
     * out for itself when it next validates the connection.
     */
    private void remove(Connection connection) {
        try {
            pool.getClass().getMethod("markConnectionAsBad", Connection.class).invoke(pool, connection);
        } catch (ReflectiveOperationException | RuntimeException cannot) {
            LOG.log(Level.DEBUG, "The pool cannot be told that a connection is gone", cannot);
        }
    }
}
