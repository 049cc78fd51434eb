package koppel.systemtest.architecture.planted;

import java.sql.Connection;
import javax.sql.DataSource;

/** A model that asks the database itself. */
public final class ModelThatKnowsTheDatabase {

    private DataSource dataSource;

    public Connection connect() throws java.sql.SQLException {
        return dataSource.getConnection();
    }
}
