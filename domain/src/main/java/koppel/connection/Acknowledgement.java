package koppel.connection;

import java.util.Optional;

/** When a document counts as retrieved: once it is downloaded, or once the package says that it has it. */
public enum Acknowledgement {
    ON_DOWNLOAD("onDownload"),
    EXPLICIT("explicit");

    private final String word;

    Acknowledgement(String word) {
        this.word = word;
    }

    /** The word used in API and database. */
    public String word() {
        return word;
    }

    public static Optional<Acknowledgement> ofWord(String word) {
        for (Acknowledgement acknowledgement : values()) {
            if (acknowledgement.word.equals(word)) {
                return Optional.of(acknowledgement);
            }
        }
        return Optional.empty();
    }
}
