package koppel.connection.keys;

import java.util.Objects;
import java.util.Optional;
import koppel.organisation.CompanyId;
import koppel.user.EmailAddress;

/** Both keys of one generation: what is shown once, to the person who sets the connection up. */
public record KeySet(AppKey appKey, Secret secret) {

    public KeySet {
        Objects.requireNonNull(appKey);
        Objects.requireNonNull(secret);
    }

    /**
     * What Quick Connect's copy button puts on the clipboard, <b>with the Secret in the clear</b>.
     *
     * @param email the address linked to the administration, left empty when unknown
     */
    public String clipboardText(Optional<EmailAddress> email, CompanyId companyId) {
        return "APP_KEY:" + appKey.value()
                + ";SECRET_KEY:" + secret.reveal()
                + ";EMAIL_ID:" + email.map(EmailAddress::value).orElse("")
                + ";COMPANY_ID:" + companyId + ";";
    }

    @Override
    public String toString() {
        return "KeySet[appKey=" + appKey + ", secret hidden]";
    }
}
