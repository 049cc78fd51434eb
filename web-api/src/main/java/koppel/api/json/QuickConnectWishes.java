package koppel.api.json;

import koppel.connection.QuickConnectWish;

/** Reads what was entered in the Quick Connect window. */
public final class QuickConnectWishes {

    private QuickConnectWishes() {}

    /** @param email counts when the body has none; null for none */
    public static QuickConnectWish of(RequestJson body, String email) {
        String administration = body.text("administration");
        String entered = body.text("email");
        return new QuickConnectWish(
                administration,
                entered == null ? email : entered,
                body.text("startDate"),
                body.flag("salesInvoices", false),
                body.flag("confirmed", false));
    }
}
