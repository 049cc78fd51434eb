package koppel.connection;

import java.util.List;
import java.util.Optional;
import koppel.connection.keys.KeySet;

/**
 * A connection together with the keys that were just made for it. The only place from which the Secret can be shown.
 *
 * @param keys empty for a connection method without keys
 * @param warnings what the person should know, in words
 */
public record IssuedConnection(ActiveConnection connection, Optional<KeySet> keys, List<String> warnings) {

    public IssuedConnection {
        warnings = List.copyOf(warnings);
    }
}
