package koppel.connection.quickconnect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.Secret;
import koppel.organisation.CompanyId;
import koppel.user.EmailAddress;

/**
 * What a person pasted into the Quick Connect window, understood as far as its form goes; whether the keys are right is not known yet.
 *
 * <p>Understood are the text that the copy button makes ({@code APP_KEY:…;SECRET_KEY:…;EMAIL_ID:…;COMPANY_ID:…;}), whatever order, case,
 * spaces, line breaks, quotes and invisible characters its way through mails and editors has given it, with {@code =} for {@code :} and
 * without e-mail address and company id too; and the two keys without any labels, which their prefixes tell apart. Anything else around
 * them is ignored. A field that is there twice with the same value is taken once.
 */
public sealed interface PastedKeys {

    /** Longer input is refused unread. */
    int MOST_CHARACTERS = 4096;

    /**
     * Both keys, well-formed.
     *
     * @param email empty when the text has none
     * @param companyId empty when the text has none
     */
    record Pasted(AppKey appKey, Secret secret, Optional<EmailAddress> email, Optional<CompanyId> companyId)
            implements PastedKeys {

        public Pasted {
            Objects.requireNonNull(appKey);
            Objects.requireNonNull(secret);
            Objects.requireNonNull(email);
            Objects.requireNonNull(companyId);
        }
    }

    /**
     * The text cannot be used; nothing of it is repeated, since it may hold secrets.
     *
     * @param reasons everything that is wrong, at least one, each once
     */
    record Refused(List<Reason> reasons) implements PastedKeys {

        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }

    /** Why a text was refused. */
    enum Reason {
        /** Nothing was pasted, or nothing visible. */
        EMPTY,
        /** More than {@link #MOST_CHARACTERS}. */
        TOO_LONG,
        /** No App Key in it. */
        APP_KEY_MISSING,
        /** The App Key was cut off or changed. */
        APP_KEY_MALFORMED,
        /** No Secret in it. */
        SECRET_MISSING,
        /** The Secret was cut off or changed. */
        SECRET_MALFORMED,
        /** The e-mail field holds no e-mail address. */
        EMAIL_MALFORMED,
        /** The company field holds no company id. */
        COMPANY_ID_MALFORMED,
        /** A field is there more than once with different values. */
        DUPLICATE_FIELD,
        /** Several App Keys or Secrets, or one under the other's label. */
        CONFLICTING_KEYS
    }

    /** The e-mail address in a pasted text, whatever its keys look like. */
    static Optional<EmailAddress> emailIn(String text) {
        return text == null || text.length() > MOST_CHARACTERS
                ? Optional.empty()
                : new PastedText(PastedText.readable(text)).email();
    }

    /** Reads a pasted text in one pass; never throws, and never repeats the input. */
    static PastedKeys parse(String text) {
        if (text != null && text.length() > MOST_CHARACTERS) {
            return new Refused(List.of(Reason.TOO_LONG));
        }
        String readable = text == null ? "" : PastedText.readable(text);
        return readable.isBlank() ? new Refused(List.of(Reason.EMPTY)) : new PastedText(readable).read();
    }
}
