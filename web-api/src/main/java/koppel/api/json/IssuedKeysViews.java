package koppel.api.json;

import koppel.connection.IssuedConnection;
import koppel.connection.keys.KeySet;

/** The one place that writes a Secret into an answer. */
public final class IssuedKeysViews {

    private IssuedKeysViews() {}

    /** Adds the keys that were just made, and the text that Quick Connect's copy button copies. */
    public static Answer with(Answer answer, IssuedConnection issued) {
        return answer.with("appKey", issued.keys().map(KeySet::appKey))
                .with("secret", issued.keys().map(keys -> keys.secret().reveal()))
                .with("clipboardText", issued.clipboardText())
                .with("companyId", issued.organisation().companyId());
    }
}
