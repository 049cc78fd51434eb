package koppel.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import koppel.audit.InstallationAudit;
import koppel.shared.InvalidInput;
import koppel.user.Actor;
import koppel.user.EmailAddress;
import koppel.user.Password;
import koppel.user.PasswordHash;
import koppel.user.UserId;
import koppel.user.Users;

/**
 * The operator makes environments for the people who are to work in them. Whoever administers a new one is named, else it is the operator;
 * being an operator alone opens no environment.
 */
@Singleton
public class OperatingEnvironments {

    private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Amsterdam");
    private static final int LONGEST_NAME = 200;

    /** What the database knows too: names of places, and no offsets, whose sign it reads the other way round. */
    private static final Pattern PLACE =
            Pattern.compile("UTC|(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+");

    private final Environments environments;
    private final Users users;
    private final InstallationAudit audit;

    @Inject
    public OperatingEnvironments(Environments environments, Users users, InstallationAudit audit) {
        this.environments = environments;
        this.users = users;
        this.audit = audit;
    }

    /**
     * What is asked for, as it came in.
     *
     * @param timeZone null: Europe/Amsterdam
     * @param administrator who is to administer it; empty: who asks
     */
    public record Wish(String name, String timeZone, Optional<Administrator> administrator) {}

    /**
     * A person by e-mail address.
     *
     * @param name for a new account; null: the address
     */
    public record Administrator(String email, String name) {}

    /**
     * What was made.
     *
     * @param password of the administrator's new account, to be shown once; empty when there was an account already
     */
    public record Created(Environment environment, Optional<Password> password) {}

    /** @throws koppel.shared.NotAllowed for anybody but the operator */
    @Transactional
    public List<Environment> all(Actor actor) {
        actor.requireOperator();
        return environments.all();
    }

    /**
     * @param wrong what is known to be wrong already
     * @throws koppel.shared.NotAllowed for anybody but the operator
     * @throws InvalidInput listing everything that is not right
     */
    @Transactional
    public Created create(Actor actor, Wish wish, InvalidInput.Collector wrong) {
        actor.requireOperator();
        String name = name(wish.name(), "name", wrong);
        Optional<ZoneId> zone = wish.timeZone() == null ? Optional.of(USUAL_ZONE) : zone(wish.timeZone());
        wrong.require(zone.isPresent(), "timeZone", "A place of the time zone database, such as Europe/Amsterdam.");
        Optional<EmailAddress> email = wish.administrator().flatMap(person -> EmailAddress.tryParse(person.email()));
        wish.administrator().ifPresent(person -> {
            wrong.require(email.isPresent(), "administrator.email", "The e-mail address of a person.");
            wrong.require(
                    person.name() == null || person.name().length() <= LONGEST_NAME,
                    "administrator.name",
                    "A name has at most 200 characters.");
        });
        wrong.throwIfAny();

        Person administrator = email.map(
                        address -> person(address, wish.administrator().orElseThrow()))
                .orElseGet(() -> new Person(actor.id(), Optional.empty()));
        Environment created = environments.add(name, zone.orElseThrow(), administrator.id());
        Map<String, Object> details = new HashMap<>();
        details.put("environmentId", created.id());
        details.put("name", name);
        details.put("timeZone", created.zone().getId());
        details.put("administrator", email.map(EmailAddress::value).orElse(actor.email()));
        details.put("newAccount", administrator.password().isPresent());
        audit.record(actor, InstallationAudit.Act.ENVIRONMENT_CREATED, details);
        return new Created(created, administrator.password());
    }

    private record Person(UserId id, Optional<Password> password) {}

    /** Whoever has the address already, or a new account; also when another operator makes one for it at the same moment. */
    private Person person(EmailAddress email, Administrator asked) {
        Optional<Users.Account> known = users.byEmail(email);
        if (known.isEmpty()) {
            Password password = Password.madeUp();
            Optional<UserId> created = users.create(email, nameOf(asked, email), PasswordHash.of(password));
            if (created.isPresent()) {
                return new Person(created.get(), Optional.of(password));
            }
            known = users.byEmail(email);
        }
        return new Person(known.orElseThrow().user().id(), Optional.empty());
    }

    /** The time zone with that name, if days can begin by it. */
    static Optional<ZoneId> zone(String text) {
        String name = text.strip();
        return PLACE.matcher(name).matches() && ZoneId.getAvailableZoneIds().contains(name)
                ? Optional.of(ZoneId.of(name))
                : Optional.empty();
    }

    private static String name(String text, String field, InvalidInput.Collector wrong) {
        String name = text == null ? "" : text.strip();
        wrong.require(!name.isEmpty(), field, "A name is needed.");
        wrong.require(name.length() <= LONGEST_NAME, field, "A name has at most 200 characters.");
        return name;
    }

    private static String nameOf(Administrator person, EmailAddress email) {
        return person.name() == null || person.name().isBlank()
                ? email.value()
                : person.name().strip();
    }
}
