package koppel.systemtest.fuzz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What really exists, by the names under which the API asks for it. */
public final class KnownValues {

    private final Map<String, List<String>> byName = new HashMap<>();

    /** @param name of a parameter, a form field or a member of JSON; for a path's {@code id} with what it is the id of: {@code connections.id} */
    public KnownValues with(String name, String... values) {
        byName.put(name, List.of(values));
        return this;
    }

    Optional<String> of(String name, Random random) {
        return Optional.ofNullable(byName.get(name)).map(values -> values.get(random.nextInt(values.size())));
    }

    /** Of anything, so mostly of the wrong thing. */
    String anyId(Random random) {
        List<String> ids = byName.values().stream()
                .flatMap(List::stream)
                .filter(value -> value.length() == 36)
                .sorted()
                .toList();
        return ids.isEmpty() ? "01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f" : ids.get(random.nextInt(ids.size()));
    }
}
