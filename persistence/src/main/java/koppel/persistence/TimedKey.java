package koppel.persistence;

import java.time.Instant;
import java.util.UUID;
import koppel.shared.InvalidInput;
import koppel.shared.Moment;

/** The key of a row in a list that is in the order of a time, with an id for those of the same time. */
public record TimedKey(Instant time, UUID id) {

    /** @throws InvalidInput for a cursor that was not made here */
    public static TimedKey parse(String cursor) {
        String[] parts = Paging.key(cursor).split(" ", -1);
        if (parts.length != 2) {
            throw Paging.notACursor();
        }
        Instant time = Moment.time(parts[0]).orElseThrow(Paging::notACursor);
        try {
            return new TimedKey(time, UUID.fromString(parts[1]));
        } catch (IllegalArgumentException notOurs) {
            throw Paging.notACursor();
        }
    }

    public String cursor() {
        return Paging.text(time + " " + id);
    }
}
