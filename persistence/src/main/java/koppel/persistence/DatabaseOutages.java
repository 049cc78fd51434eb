package koppel.persistence;

import jakarta.inject.Singleton;
import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
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

    /** Shut down by the administrator, after a crash, or not yet up; and no slot is left for one more connection. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    @Override
    public boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceException
                    || cause instanceof SystemException
                    || (cause instanceof SQLException sql && isOne(sql))) {
                return true;
            }
        }
        return false;
    }

    static boolean isOne(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith(CONNECTION_EXCEPTION) || AWAY.contains(state));
    }
}
