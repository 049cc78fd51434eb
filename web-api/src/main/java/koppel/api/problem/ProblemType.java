package koppel.api.problem;

import java.util.Locale;
import java.util.Optional;

/** Every kind of problem that the API answers with: its slug, HTTP status and title. The table in the vendors' guide follows this. */
public enum ProblemType {
    BAD_REQUEST(400, "The request cannot be understood"),
    INVALID_INPUT(400, "Something in the request is not right"),
    UNAUTHENTICATED(401, "No valid credentials"),
    KEYS_REVOKED(401, "The connection is revoked"),
    KEYS_SUPERSEDED(401, "A newer set of keys has replaced these"),
    NOT_ALLOWED(403, "This may not be done"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No answer in that form"),
    REQUEST_TIMEOUT(408, "The request comes in too slowly"),
    CONFLICT(409, "That conflicts with the present state"),
    CONNECTION_EXISTS(409, "There is an active connection already"),
    CONNECTION_ACTIVE(409, "The connection is active"),
    CONNECTION_NOT_ACTIVE(409, "The connection is not active"),
    REOFFER_NOT_RUNNING(409, "The re-offer has ended"),
    RUN_NOT_RUNNING(409, "The run has ended"),
    RUN_RUNNING(409, "The run is under way"),
    CONNECTION_FOLLOWED(409, "Another connection follows this one"),
    CONNECTION_WITHOUT_KEYS(409, "The connection has no keys"),
    CONNECTION_OWNER(409, "The organisation is the connection's own"),
    QUICK_CONNECT_UNSUPPORTED(409, "The software package has no Quick Connect"),
    PARTY_ID_TAKEN(409, "The party id belongs to an organisation already"),
    DOCUMENT_NOT_DUPLICATE(409, "The document is not held back as a duplicate"),
    DOCUMENT_SENT_BEFORE(409, "The document was sent before"),
    RESPONSE_NOT_ALLOWED(409, "That cannot be said after what was said before"),
    CONTENT_TOO_LARGE(413, "The content is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content is not in a form that is understood here"),
    EMAIL_NOT_LINKED(422, "The e-mail address is not linked to the administration"),
    EMAIL_IS_ACCOUNT(422, "The e-mail address is the platform account's"),
    INVALID_DOCUMENT(422, "The document is not valid"),
    SUPPLIER_FOREIGN(422, "The supplier is another party"),
    RECEIVER_OTHER(422, "The buyer is another party than the named receiver"),
    RECEIVER_UNKNOWN(422, "The receiver cannot be reached"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    CONNECTOR_UNAVAILABLE(503, "The software package's administrations cannot be asked for"),
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Stable and kebab-case; the last part of the type's URI and the {@code code}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type with the code that a domain exception carries. */
    public static Optional<ProblemType> ofCode(String code) {
        for (ProblemType type : values()) {
            if (type.slug().equals(code)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The general type of a status, for errors that the container answers. */
    public static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            // 501 is what servlets say to methods that nobody has heard of
            case 405, 501 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}
