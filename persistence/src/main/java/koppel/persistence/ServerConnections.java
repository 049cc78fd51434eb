package koppel.persistence;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** From the server's pool, the same one that its transactions use. */
@Singleton
class ServerConnections implements PlainConnections {

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
}
