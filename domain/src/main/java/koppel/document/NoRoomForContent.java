package koppel.document;

import java.io.IOException;
import koppel.shared.DomainException;

/** What came in cannot be kept for the moment that it takes: the disk for temporary files is full, or nothing may be written to it. */
public final class NoRoomForContent extends DomainException {

    private static final long serialVersionUID = 1L;

    /** @param why what the disk said, for the log */
    public NoRoomForContent(IOException why) {
        super("unavailable", "There is no room for a document of this size at the moment. Nothing was stored.");
        initCause(why);
    }
}
