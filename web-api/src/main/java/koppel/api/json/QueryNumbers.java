package koppel.api.json;

import koppel.shared.InvalidInput;

/** Numbers in the query of a request, where the platform would answer a malformed one as if the path did not exist. */
public final class QueryNumbers {

    private QueryNumbers() {}

    /** @throws InvalidInput for a text that is no number */
    public static int limit(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException noNumber) {
            throw new InvalidInput("limit", "Has to be a whole number.");
        }
    }
}
