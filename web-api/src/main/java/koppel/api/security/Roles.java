package koppel.api.security;

/** The roles that tokens carry in {@code groups}. What a person may do in an organisation is looked up, not carried. */
public final class Roles {

    /** A signed-in person. */
    public static final String USER = "user";

    /** A person who operates the installation. */
    public static final String OPERATOR = "operator";

    /** A software package. */
    public static final String VENDOR = "vendor";

    /** A vendor with its own credentials, which reach no documents. */
    public static final String ADMINISTRATIONS = "administrations";

    private Roles() {}
}
