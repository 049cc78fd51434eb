package koppel.batch;

import java.sql.SQLException;

/** Says what kind of failure it was. A database's own messages hold values of rows, so that they stay in the log of the server. */
public final class FailureText {

    private FailureText() {}

    /** The innermost failure's kind, with the database's code if it came from there. */
    public static String of(Throwable failure) {
        Throwable innermost = failure;
        SQLException ofDatabase = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
            if (cause instanceof SQLException thrown && thrown.getSQLState() != null) {
                ofDatabase = thrown;
            }
        }
        return ofDatabase == null
                ? innermost.getClass().getSimpleName()
                : ofDatabase.getClass().getSimpleName() + ", SQLState " + ofDatabase.getSQLState();
    }
}
