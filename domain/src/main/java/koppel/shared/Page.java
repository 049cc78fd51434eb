package koppel.shared;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a list that grows.
 *
 * @param items in the list's own order
 * @param next where to go on; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }
}
