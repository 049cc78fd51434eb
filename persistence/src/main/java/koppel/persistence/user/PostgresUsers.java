package koppel.persistence.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import koppel.persistence.Sql;
import koppel.shared.Clock;
import koppel.user.EmailAddress;
import koppel.user.PasswordHash;
import koppel.user.User;
import koppel.user.UserId;
import koppel.user.Users;

@Singleton
class PostgresUsers implements Users {

    private final EntityManager entityManager;
    private final Sql sql;
    private final Clock clock;

    @Inject
    PostgresUsers(EntityManager entityManager, Sql sql, Clock clock) {
        this.entityManager = entityManager;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Optional<Account> byEmail(EmailAddress email) {
        return entityManager
                .createQuery("select u from UserRow u where u.emailKey = :key", UserRow.class)
                .setParameter("key", email.key())
                .getResultList()
                .stream()
                .findFirst()
                .map(UserRow::toAccount);
    }

    @Override
    public Optional<User> byId(UserId id) {
        return Optional.ofNullable(entityManager.find(UserRow.class, id.number()))
                .map(UserRow::toDomain);
    }

    @Override
    public List<Membership> memberships(UserId id) {
        return sql.list(
                """
                SELECT e.environment_id, e.name, e.time_zone, m.role
                FROM environment_member m JOIN environment e USING (environment_id)
                WHERE m.user_id = ? ORDER BY e.environment_id""",
                row -> new Membership(
                        row.integer("environment_id"),
                        row.text("name"),
                        ZoneId.of(row.text("time_zone")),
                        row.text("role")),
                id.number());
    }

    @Override
    public boolean anyExists() {
        return sql.first("SELECT 1 FROM user_account LIMIT 1", row -> true).isPresent();
    }

    @Override
    public boolean createFirst(EmailAddress email, String name, PasswordHash password, String environmentName) {
        // two nodes that start at once: the second waits here and then sees the first one's account
        sql.change("LOCK TABLE user_account IN SHARE ROW EXCLUSIVE MODE");
        if (anyExists()) {
            return false;
        }
        UserRow user = new UserRow(email, name, password, true, clock.now());
        entityManager.persist(user);
        long environment = sql.number(
                "INSERT INTO environment (name, created_at) VALUES (?, ?) RETURNING environment_id",
                environmentName,
                clock.now());
        sql.change(
                "INSERT INTO environment_member (environment_id, user_id, role) VALUES (?, ?, 'administrator')",
                (int) environment,
                user.number());
        return true;
    }

    @Override
    public Optional<UserId> create(EmailAddress email, String name, PasswordHash password) {
        return sql.first(
                """
                INSERT INTO user_account (email, email_key, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (email_key) DO NOTHING RETURNING user_id""",
                row -> new UserId(row.integer("user_id")),
                email.value(),
                email.key(),
                name,
                password.text(),
                clock.now());
    }

    @Override
    public void changePassword(UserId id, PasswordHash password) {
        entityManager.find(UserRow.class, id.number()).changePassword(password);
    }
}
