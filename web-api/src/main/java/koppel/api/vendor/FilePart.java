package koppel.api.vendor;

import jakarta.ws.rs.core.EntityPart;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.shared.DomainException;
import koppel.shared.InvalidInput;

/** The document in a form with several parts. */
final class FilePart {

    private FilePart() {}

    /** @throws InvalidInput when no part is named file */
    static InputStream of(List<EntityPart> parts) {
        // null for a request without any body, which may be taken for a form
        return Stream.ofNullable(parts)
                .flatMap(List::stream)
                .filter(part -> "file".equals(part.getName()))
                .findFirst()
                .map(part -> new Decoded(part.getContent()))
                .orElseThrow(() -> new InvalidInput("file", "The document is expected in a part named file."));
    }

    /** A part is decoded while it is read, and only then turns out not to be in the encoding that it names, or without an end. */
    private static final class Decoded extends FilterInputStream {

        Decoded(InputStream part) {
            super(part);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return super.read(target, offset, length);
            } catch (ProblemException | DomainException refused) {
                throw refused;
            } catch (IOException | RuntimeException undecodable) {
                throw new ProblemException(
                        ProblemType.BAD_REQUEST, "The part named file is not in the form that its headers say.");
            }
        }
    }
}
