package koppel.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Connections in autocommit that go back when they are closed, wrapped as a server's are. */
final class Pool {

    private final Source database;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    /** Where new connections come from. */
    @FunctionalInterface
    interface Source {

        Connection open() throws SQLException;
    }

    Pool(Source database) {
        this.database = database;
    }

    Connection connection() throws SQLException {
        Connection kept = idle.poll();
        Connection own = kept == null ? database.open() : kept;
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        idle.add(own);
                        return null;
                    }
                    try {
                        return method.invoke(own, args);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
