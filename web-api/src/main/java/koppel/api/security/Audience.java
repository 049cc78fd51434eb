package koppel.api.security;

/** For which of the two APIs a token is; each refuses the other's. */
public enum Audience {
    VENDOR("koppel-vendor-api"),
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
