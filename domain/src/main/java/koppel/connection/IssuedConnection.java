package koppel.connection;

import java.util.List;
import java.util.Optional;
import koppel.connection.keys.KeySet;
import koppel.organisation.Organisation;
import koppel.user.EmailAddress;

/**
 * A connection together with the keys that were just made for it. The only place from which the Secret can be shown.
 *
 * @param keys empty for a connection method without keys
 * @param organisation whose connection it is
 * @param service how it handles that organisation's documents
 * @param warnings what the person should know, in words
 */
public record IssuedConnection(
        ActiveConnection connection,
        Optional<KeySet> keys,
        Organisation organisation,
        Connections.Service service,
        List<String> warnings) {

    public IssuedConnection {
        warnings = List.copyOf(warnings);
    }

    /** What Quick Connect's copy button copies, <b>with the Secret in the clear</b>; empty without keys. */
    public Optional<String> clipboardText() {
        Optional<EmailAddress> linked = service.email();
        return keys.map(set -> set.clipboardText(linked, organisation.companyId()));
    }
}
