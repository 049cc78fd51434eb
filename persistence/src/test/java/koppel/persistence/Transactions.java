package koppel.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TransactionRequiredException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * Transactions as the server's {@code @Transactional} makes them: each thread has its own, with an entity manager of its own, a nested
 * one joins, and an unchecked exception rolls back.
 */
public final class Transactions {

    private final EntityManagerFactory factory;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
    private final ThreadLocal<EntityManager> outside = new ThreadLocal<>();
    private final EntityManager ofThisThread;

    Transactions(EntityManagerFactory factory) {
        this.factory = factory;
        this.ofThisThread = (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, args) -> {
                    try {
                        EntityManager entityManager = current.get();
                        if (entityManager != null) {
                            return method.invoke(entityManager, args);
                        }
                        return switch (method.getName()) {
                            case "isJoinedToTransaction" -> false;
                            case "flush", "persist" -> throw new TransactionRequiredException();
                            default -> method.invoke(outside(), args);
                        };
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Stands for the entity manager of the current transaction, like the one that the server injects. */
    EntityManager entityManager() {
        return ofThisThread;
    }

    /** The server too makes one for reading outside of any transaction. */
    private EntityManager outside() {
        if (outside.get() == null) {
            outside.set(factory.createEntityManager());
        }
        return outside.get();
    }

    /** Whether this thread is in one. */
    boolean isActive() {
        return current.get() != null;
    }

    <T> T run(Supplier<T> work) {
        if (current.get() != null) {
            return work.get();
        }
        if (outside.get() != null) {
            outside.get().close();
            outside.remove();
        }
        EntityManager entityManager = factory.createEntityManager();
        current.set(entityManager);
        try {
            entityManager.getTransaction().begin();
            T result = work.get();
            entityManager.getTransaction().commit();
            return result;
        } finally {
            current.remove();
            if (entityManager.getTransaction().isActive()) {
                entityManager.getTransaction().rollback();
            }
            entityManager.close();
        }
    }
}
