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
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** From the server's pool, the same one that its transactions use. */
@Singleton
class ServerConnections implements PlainConnections {

    private static final Logger LOG = System.getLogger(ServerConnections.class.getName());

    private final DataSource pool;
    private final TransactionManager transactions;

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
                    ? Optional.of(pool.getConnection())
                    : Optional.empty();
        } catch (SystemException unknown) {
            throw new SQLException("Whether a transaction runs is not known", unknown);
        }
    }

    /**
     * The server's data sources have a method for it, documented for applications, of a type that only the server has. One that has none finds
     * out for itself when it next validates the connection.
     */
    @Override
    public void gone(Connection connection) {
        try {
            pool.getClass().getMethod("markConnectionAsBad", Connection.class).invoke(pool, connection);
        } catch (ReflectiveOperationException | RuntimeException cannot) {
            LOG.log(Level.DEBUG, "The pool cannot be told that a connection is gone", cannot);
        }
    }
}
