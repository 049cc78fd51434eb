package koppel.api.security;

/** What a token is good for; each refuses the others'. */
public enum Audience {
    VENDOR("koppel-vendor-api"),
    ADMINISTRATIONS("koppel-administrations"),
    PORTAL("koppel-portal-api");

    private final String claim;

    Audience(String claim) {
        this.claim = claim;
    }

    /** The value of the token's {@code aud}. */
    public String claim() {
        return claim;
    }
}
