package koppel.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import koppel.shared.InvalidInput;
import koppel.shared.Page;

/** Keyset paging: a page asks for one row more than it shows, and its cursor is the key of the last row shown. */
public final class Paging {

    private Paging() {}

    /** @param rows at most one more than the limit */
    public static <R, T> Page<T> page(List<R> rows, int limit, Function<R, T> item, Function<R, String> cursor) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown.stream().map(item).toList(),
                more ? Optional.of(cursor.apply(shown.get(shown.size() - 1))) : Optional.empty());
    }

    /** An opaque cursor from a key. */
    public static String text(Object key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidInput for a cursor that was not made here */
    public static String key(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw notACursor();
        }
    }

    /** @throws InvalidInput for a cursor that was not made here */
    public static long number(String cursor) {
        try {
            return Long.parseLong(key(cursor));
        } catch (NumberFormatException notOurs) {
            throw notACursor();
        }
    }

    public static InvalidInput notACursor() {
        return new InvalidInput("after", "Not a cursor of this list.");
    }
}
