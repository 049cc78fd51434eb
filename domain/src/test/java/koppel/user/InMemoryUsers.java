package koppel.user;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts by the key of their address, and the environments of their people. */
public final class InMemoryUsers implements Users {

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<UserId, List<Membership>> memberships = new HashMap<>();

    @Override
    public Optional<Account> byEmail(EmailAddress email) {
        return Optional.ofNullable(accounts.get(email.key()));
    }

    @Override
    public Optional<User> byId(UserId id) {
        return accounts.values().stream()
                .map(Account::user)
                .filter(user -> user.id().equals(id))
                .findFirst();
    }

    @Override
    public List<Membership> memberships(UserId id) {
        return memberships.getOrDefault(id, List.of());
    }

    @Override
    public boolean anyExists() {
        return !accounts.isEmpty();
    }

    @Override
    public boolean createFirst(EmailAddress email, String name, PasswordHash password, String environmentName) {
        if (anyExists()) {
            return false;
        }
        User user = add(email, name, true, Optional.of(password));
        join(user.id(), new Membership(1, environmentName, ZoneId.of("Europe/Amsterdam"), "administrator"));
        return true;
    }

    public User add(EmailAddress email, String name, boolean operator, Optional<PasswordHash> password) {
        User user = new User(new UserId(accounts.size() + 1), email, name, operator);
        accounts.put(email.key(), new Account(user, password));
        return user;
    }

    public void join(UserId user, Membership environment) {
        memberships.computeIfAbsent(user, none -> new ArrayList<>()).add(environment);
    }

    @Override
    public Optional<UserId> create(EmailAddress email, String name, PasswordHash password) {
        return accounts.containsKey(email.key())
                ? Optional.empty()
                : Optional.of(add(email, name, false, Optional.of(password)).id());
    }

    @Override
    public void changePassword(UserId id, PasswordHash password) {
        User user = byId(id).orElseThrow();
        accounts.put(user.email().key(), new Account(user, Optional.of(password)));
    }
}
