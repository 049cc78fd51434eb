package koppel.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import koppel.connection.keys.KeySet;
import koppel.organisation.Organisations;

/** Puts together what is shown once, when keys were made. */
@Singleton
public class ShowingKeys {

    private final Organisations organisations;
    private final Services services;

    @Inject
    public ShowingKeys(Organisations organisations, Services services) {
        this.organisations = organisations;
        this.services = services;
    }

    IssuedConnection show(ActiveConnection connection, Optional<KeySet> keys, List<String> warnings) {
        return new IssuedConnection(
                connection,
                keys,
                organisations.byId(connection.facts().owner()).orElseThrow(),
                services.of(connection.id(), connection.facts().owner()).orElseThrow(),
                warnings);
    }
}
