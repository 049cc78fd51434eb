package koppel.api.vendor;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import koppel.shared.DomainException;
import koppel.shared.InvalidInput;

/** The document in a form with several parts. */
final class FilePart {

    private static final String NAME = "file";

    private FilePart() {}

    /**
     * The part that is named file, decoded; at its end the form has been read to its own end.
     *
     * @param type null for a request without any body, which may be taken for a form
     * @throws InvalidInput when no part is named file; that another is turns out only at the end of the first
     */
    static InputStream of(InputStream body, String type) throws IOException {
        if (type != null) {
            Form form = Form.of(body, type);
            while (form.next()) {
                if (form.name().equals(NAME)) {
                    return new Decoded(form, decoded(form));
                }
            }
        }
        throw new InvalidInput(NAME, "The document is expected in a part named file.");
    }

    private static InputStream decoded(Form form) throws IOException {
        if (form.encoding().isEmpty()) {
            return form.content();
        }
        try {
            return MimeUtility.decode(form.content(), form.encoding().get());
        } catch (MessagingException unknown) {
            throw undecodable();
        }
    }

    private static ProblemException undecodable() {
        return new ProblemException(
                ProblemType.BAD_REQUEST, "The part named file is not in the form that its headers say.");
    }

    /** A part is decoded while it is read, and only then turns out not to be in the encoding that it names, or without an end. */
    private static final class Decoded extends FilterInputStream {

        private final Form form;
        private boolean ended;

        Decoded(Form form, InputStream part) {
            super(part);
            this.form = form;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (ended) {
                return -1;
            }
            try {
                int read = super.read(target, offset, length);
                // what follows has to be whole, but says nothing
                while (read < 0 && form.next()) {
                    refuseAnother();
                }
                ended = read < 0;
                return read;
            } catch (ProblemException | DomainException refused) {
                throw refused;
            } catch (IOException | RuntimeException undecodable) {
                throw undecodable();
            }
        }

        /** One answer would not tell which of them was sent. */
        private void refuseAnother() {
            if (form.name().equals(NAME)) {
                throw new InvalidInput(NAME, "More than one part is named file: send each document by itself.");
            }
        }
    }
}
