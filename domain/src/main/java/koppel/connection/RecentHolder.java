package koppel.connection;

import java.util.Objects;

/**
 * A caller of the vendor API whose Secret or token is right and whose keys were valid on this node within the last minute. Whether they
 * still are is not known: only a statement that asks for it itself may take this for a {@link KeyHolder}.
 *
 * @param asItWas what was known when the keys were last looked up
 */
public record RecentHolder(KeyHolder asItWas) {

    public RecentHolder {
        Objects.requireNonNull(asItWas);
    }
}
