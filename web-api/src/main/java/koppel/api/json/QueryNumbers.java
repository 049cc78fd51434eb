package koppel.api.json;

import java.util.Optional;
import koppel.shared.InvalidInput;

/** Numbers in the query of a request, where the platform would answer a malformed one as if the path did not exist. */
public final class QueryNumbers {

    private QueryNumbers() {}

    /** @throws InvalidInput for a text that is no number */
    public static int limit(String text) {
        return maybe(text).orElseThrow(() -> new InvalidInput("limit", "Has to be a whole number."));
    }

    /** Empty for a text that is no number. */
    public static Optional<Integer> maybe(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
