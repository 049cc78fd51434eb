package koppel.organisation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import koppel.audit.AuditTrail;
import koppel.shared.DomainException;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;
import koppel.user.Actor;
import koppel.user.Users;

/** A person adds an organisation to an environment and becomes its administrator. */
@Singleton
public class CreatingOrganisation {

    private static final int MOST_PARTY_IDS = 20;

    private final Organisations organisations;
    private final Users users;
    private final PartyIdConfirmation confirmation;
    private final AuditTrail audit;

    @Inject
    public CreatingOrganisation(
            Organisations organisations, Users users, PartyIdConfirmation confirmation, AuditTrail audit) {
        this.organisations = organisations;
        this.users = users;
        this.confirmation = confirmation;
        this.audit = audit;
    }

    /**
     * What is asked for, as it came in.
     *
     * @param country ISO 3166-1 alpha-2; null: taken from the first party id whose scheme belongs to a country
     * @param environment one that the person belongs to; null: the first of them
     */
    public record Wish(String name, List<String> partyIds, String country, Integer environment) {}

    /** @param warnings what an operator has registered although it looks mistyped */
    public record Created(Organisation organisation, List<String> warnings) {

        public Created {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @throws InvalidInput listing everything that is not right
     * @throws NotFound when the person does not belong to the environment, also when there is none
     */
    @Transactional
    public Organisation create(Actor actor, Wish wish) {
        return create(actor, wish, new InvalidInput.Collector()).organisation();
    }

    /**
     * A number that its register cannot have given out is refused; an operator is warned instead, since numbers that only look wrong, and
     * those of test networks, are registered by whoever answers for the installation.
     *
     * @param wrong what is known to be wrong already
     */
    @Transactional
    public Created create(Actor actor, Wish wish, InvalidInput.Collector wrong) {
        String country = wish.country();
        String trimmed = wish.name() == null ? "" : wish.name().strip();
        wrong.require(!trimmed.isEmpty(), "name", "A name is needed.");
        wrong.require(trimmed.length() <= 200, "name", "A name has at most 200 characters.");
        List<String> warnings = new ArrayList<>();
        List<PartyId> parsed = parse(wish.partyIds(), wrong, (field, partyId, flaw) -> {
            if (actor.operator()) {
                warnings.add(partyId + ": " + flaw);
            } else {
                wrong.require(false, field, flaw);
            }
        });
        String home =
                country == null ? homeOf(parsed).orElse(null) : country.strip().toUpperCase(java.util.Locale.ROOT);
        wrong.require(
                home != null || parsed.isEmpty(),
                "country",
                "No party id tells the country; give it as two letters (ISO 3166-1).");
        wrong.require(home == null || CompanyId.isCountry(home), "country", "A country is two letters of ISO 3166-1.");
        List<Users.Membership> environments = users.memberships(actor.id());
        wrong.require(
                wish.environment() != null || !environments.isEmpty(),
                "environmentId",
                "You belong to no environment.");
        wrong.throwIfAny();
        int environment = environments.stream()
                .map(Users.Membership::environment)
                .filter(id -> wish.environment() == null || wish.environment().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("environment"));

        Organisation created = organisations.add(
                UUID.randomUUID(),
                environment,
                home,
                trimmed,
                parsed,
                actor.operator() || !confirmation.isNeeded(),
                actor.id());
        audit.record(
                created.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.ORGANISATION_CREATED,
                Optional.empty(),
                Map.of("partyIds", parsed.stream().map(PartyId::toString).toList()));
        return new Created(created, warnings);
    }

    /** Is told of party ids whose check digits or length are not right. */
    private interface Flaws {

        void add(String field, PartyId partyId, String flaw);
    }

    private static List<PartyId> parse(List<String> texts, InvalidInput.Collector wrong, Flaws flaws) {
        if (texts == null || texts.isEmpty()) {
            wrong.require(false, "partyIds", "At least one party id is needed, such as 0106:12345678.");
            return List.of();
        }
        if (texts.size() > MOST_PARTY_IDS) {
            wrong.add("partyIds", "An organisation has at most " + MOST_PARTY_IDS + " party ids.");
            return List.of();
        }
        Set<PartyId> parsed = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String field = "partyIds[" + i + "]";
            try {
                PartyId partyId = PartyId.parse(texts.get(i) == null ? "" : texts.get(i));
                RegisterNumbers.flawOf(partyId).ifPresent(flaw -> flaws.add(field, partyId, flaw));
                parsed.add(partyId);
            } catch (DomainException refused) {
                wrong.require(false, field, refused.getMessage());
            }
        }
        return new ArrayList<>(parsed);
    }

    private static Optional<String> homeOf(List<PartyId> partyIds) {
        return partyIds.stream().map(PartyId::country).flatMap(Optional::stream).findFirst();
    }
}
