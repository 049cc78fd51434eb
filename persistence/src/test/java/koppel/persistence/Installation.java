package koppel.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Peppers;
import koppel.delivery.ReofferJob;
import koppel.document.InvoiceRules;
import koppel.document.Verdict;
import koppel.organisation.PartyIdConfirmation;
import koppel.shared.Clock;

/** The application without a server around it: real use cases, real adapters, a real database; the clock and the job's start are ours. */
public final class Installation {

    // held, since the log manager forgets what nobody holds
    private static final List<Logger> QUIET =
            Stream.of("org.hibernate", "org.flywaydb").map(Logger::getLogger).toList();

    private static final Installation ONLY = on(Database.get());

    private final Database database;
    private final String pepper;
    private final Transactions transactions;
    private volatile boolean confirmPartyIds;
    private final SettableClock clock = new SettableClock();
    private final AtomicInteger kicks = new AtomicInteger();
    private final Beans beans;

    private Installation(Database database, String pepper) {
        this.database = database;
        this.pepper = pepper;
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "koppel",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jdbc.url", database.url(),
                        "hibernate.connection.pool_size", "80",
                        // as a server's pool does outside of transactions
                        "hibernate.connection.autocommit", "true"));
        transactions = new Transactions(factory);
        Pool pool = new Pool(database.dataSource()::getConnection);
        SecureRandom random = new SecureRandom();
        Peppers peppers = Peppers.parse(pepper);
        beans = new Beans()
                .with(Clock.class, clock)
                .with(Peppers.class, peppers)
                .with(PartyIdConfirmation.class, () -> confirmPartyIds)
                .with(InvoiceRules.class, (kind, content, day) -> new Verdict("rules for tests", List.of()))
                .with(KeyIssuer.class, new KeyIssuer(random, peppers))
                .with(EntityManager.class, transactions.entityManager())
                .with(
                        PlainConnections.class,
                        () -> transactions.isActive() ? Optional.empty() : Optional.of(pool.connection()))
                .with(ReofferJob.class, new ReofferJob() {
                    @Override
                    public void kickAfterCommit() {
                        kicks.incrementAndGet();
                    }

                    @Override
                    public void kick() {
                        kicks.incrementAndGet();
                    }
                });
    }

    public static Installation on(Database database) {
        return new Installation(database, Peppers.newPepper(new SecureRandom()));
    }

    /** The same database, as a node sees it that was started with another pepper. */
    public Installation withPepper(String other) {
        return new Installation(database, other);
    }

    /** Whether party ids wait for the operator from now on. */
    public void confirmPartyIds(boolean confirm) {
        confirmPartyIds = confirm;
    }

    public String pepper() {
        return pepper;
    }

    public static Installation get() {
        return ONLY;
    }

    /** A use case or a port. */
    public <T> T use(Class<T> type) {
        return beans.get(type);
    }

    /** Does it in a transaction, the current one if there is one. */
    public <T> T in(Supplier<T> work) {
        return transactions.run(work);
    }

    public void doing(Runnable work) {
        transactions.run(() -> {
            work.run();
            return null;
        });
    }

    public SettableClock clock() {
        return clock;
    }

    /** How often the batch job was kicked so far. */
    public int kicks() {
        return kicks.get();
    }
}
