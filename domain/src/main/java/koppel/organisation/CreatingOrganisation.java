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
import koppel.shared.InvalidInput;
import koppel.user.Actor;
import koppel.user.Users;

/** A person adds an organisation to an environment and becomes its administrator. */
@Singleton
public class CreatingOrganisation {

    private static final int MOST_PARTY_IDS = 20;

    private final Organisations organisations;
    private final Users users;
    private final AuditTrail audit;

    @Inject
    public CreatingOrganisation(Organisations organisations, Users users, AuditTrail audit) {
        this.organisations = organisations;
        this.users = users;
        this.audit = audit;
    }

    /**
     * @param country ISO 3166-1 alpha-2; null: taken from the first party id whose scheme belongs to a country
     * @throws InvalidInput listing everything that is not right
     */
    @Transactional
    public Organisation create(Actor actor, String name, List<String> partyIds, String country) {
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        String trimmed = name == null ? "" : name.strip();
        wrong.require(!trimmed.isEmpty(), "name", "A name is needed.");
        wrong.require(trimmed.length() <= 200, "name", "A name has at most 200 characters.");
        List<PartyId> parsed = parse(partyIds, wrong);
        String home =
                country == null ? homeOf(parsed).orElse(null) : country.strip().toUpperCase(java.util.Locale.ROOT);
        wrong.require(
                home != null || parsed.isEmpty(),
                "country",
                "No party id tells the country; give it as two letters (ISO 3166-1).");
        wrong.require(home == null || CompanyId.isCountry(home), "country", "A country is two letters of ISO 3166-1.");
        Optional<Users.Membership> environment =
                users.memberships(actor.id()).stream().findFirst();
        wrong.require(environment.isPresent(), "environment", "You belong to no environment.");
        wrong.throwIfAny();

        Organisation created = organisations.add(
                UUID.randomUUID(), environment.orElseThrow().environment(), home, trimmed, parsed, actor.id());
        audit.record(
                created.id(),
                actor.email(),
                actor.from(),
                AuditTrail.Act.ORGANISATION_CREATED,
                Optional.empty(),
                Map.of(
                        "partyIds",
                        created.partyIds().stream().map(PartyId::toString).toList()));
        return created;
    }

    private static List<PartyId> parse(List<String> texts, InvalidInput.Collector wrong) {
        if (texts == null || texts.isEmpty()) {
            wrong.add("partyIds", "At least one party id is needed, such as 0106:12345678.");
            return List.of();
        }
        if (texts.size() > MOST_PARTY_IDS) {
            wrong.add("partyIds", "An organisation has at most " + MOST_PARTY_IDS + " party ids.");
            return List.of();
        }
        Set<PartyId> parsed = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                parsed.add(PartyId.parse(texts.get(i) == null ? "" : texts.get(i)));
            } catch (koppel.shared.DomainException refused) {
                wrong.add("partyIds[" + i + "]", refused.getMessage());
            }
        }
        return new ArrayList<>(parsed);
    }

    private static Optional<String> homeOf(List<PartyId> partyIds) {
        return partyIds.stream().map(PartyId::country).flatMap(Optional::stream).findFirst();
    }
}
