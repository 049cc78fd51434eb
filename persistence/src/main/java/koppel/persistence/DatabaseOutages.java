package koppel.persistence;

import jakarta.inject.Singleton;
import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.Set;
import koppel.shared.Outages;

/**
 * By the classes of SQLSTATE (PostgreSQL's manual, appendix A), where the pool has no connection to give, and where the transaction manager
 * could not commit for a reason that is not the statements': it lost the connection, and does not tell the cause.
 */
@Singleton
public class DatabaseOutages implements Outages {

    private static final String CONNECTION_EXCEPTION = "08";

    /** Of that class, but what both sides said to each other was wrong, and will be. */
    private static final String PROTOCOL_VIOLATION = "08P01";

    /**
     * Shut down by the administrator, after a crash, or not yet up; ended for being idle; and no slot is left for one more connection.
     */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    /** Its disk is full, or its memory: nothing that whoever asked could do otherwise, and the connection lives. */
    private static final Set<String> FULL = Set.of("53100", "53200");

    /** A wrong password and a database that does not exist do not pass by themselves. */
    private static final Set<String> MISCONFIGURED = Set.of("28", "3D");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Override
    public boolean isHeldUp(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isOne(Throwable failure) {
        boolean withoutConnection = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SystemException
                    || isGone(cause)
                    || (cause instanceof SQLException sql && (endsConnection(sql) || isFull(sql)))) {
                return true;
            }
            if (withoutConnection && isMisconfigured(cause)) {
                return false;
            }
            withoutConnection |= cause instanceof ResourceException;
        }
        return withoutConnection;
    }

    /**
     * The transaction that the server's interceptor began is gone when it would end it, along with its connection; it does not look for that, and
     * what was thrown within is lost.
     */
    private static boolean isGone(Throwable cause) {
        return cause instanceof TransactionalException && cause.getCause() instanceof NullPointerException;
    }

    private static boolean isFull(SQLException failure) {
        return failure.getSQLState() != null && FULL.contains(failure.getSQLState());
    }

    static boolean endsConnection(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (AWAY.contains(state)
                        || (state.startsWith(CONNECTION_EXCEPTION) && !state.equals(PROTOCOL_VIOLATION)));
    }

    /** An illegal state is what the server says of pools that do not fit each other in one transaction. */
    private static boolean isMisconfigured(Throwable cause) {
        return cause instanceof IllegalStateException
                || (cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().length() == 5
                        && MISCONFIGURED.contains(sql.getSQLState().substring(0, 2)));
    }
}
