package koppel.api.connect;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import koppel.api.json.RequestJson;
import koppel.api.security.VendorAuthentication;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.Caller;
import koppel.connection.KeyHolder;
import koppel.connection.ServedOrganisations;
import koppel.connection.quickconnect.PastedKeys;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.shared.InvalidInput;
import koppel.user.EmailAddress;

/** Reads and checks the keys that a request to the Quick Connect window carries; nothing of them is ever repeated. */
@RequestScoped
public class PresentedKeys {

    private static final String FIELD = "keys";

    @Inject
    private AuthenticatingKeys authenticatingKeys;

    @Inject
    private ServedOrganisations served;

    /**
     * Keys that were right.
     *
     * @param organisation the one that was named with them, else the connection's own
     * @param email as pasted
     */
    record Presented(KeyHolder holder, Organisation organisation, Optional<EmailAddress> email) {}

    /** Reads what was pasted; empty when its form is wrong, all of which is noted. */
    Optional<PastedKeys.Pasted> read(RequestJson body) {
        Optional<String> pasted = pasted(body);
        if (pasted.isEmpty()) {
            return Optional.empty();
        }
        PastedKeys read = PastedKeys.parse(pasted.get());
        if (read instanceof PastedKeys.Refused refused) {
            refused.reasons().forEach(reason -> body.wrong().add(FIELD, words(reason)));
            return Optional.empty();
        }
        return Optional.of((PastedKeys.Pasted) read);
    }

    /** The e-mail address in what was pasted, also when the keys in it are of no use. */
    static Optional<EmailAddress> email(RequestJson body) {
        return pasted(body).flatMap(PastedKeys::emailIn);
    }

    /** Empty for what is no text, which is noted; none at all counts as an empty one. */
    private static Optional<String> pasted(RequestJson body) {
        String text = body.text(FIELD);
        return text == null && body.wrong().has(FIELD) ? Optional.empty() : Optional.of(text == null ? "" : text);
    }

    /**
     * Reads and checks what was pasted.
     *
     * @throws InvalidInput saying all that is wrong with the form of what was pasted
     * @throws koppel.api.problem.ProblemException 401 when the keys are not good
     */
    Presented of(RequestJson body, Caller caller) {
        Optional<PastedKeys.Pasted> keys = read(body);
        body.done();
        return check(keys.orElseThrow(), caller);
    }

    /** @throws koppel.api.problem.ProblemException 401 when the keys are not good */
    Presented check(PastedKeys.Pasted keys, Caller caller) {
        KeyHolder holder = VendorAuthentication.holder(
                authenticatingKeys.byKeys(keys.appKey().value(), keys.secret().reveal(), caller));
        return new Presented(holder, organisation(holder, keys.companyId()), keys.email());
    }

    private Organisation organisation(KeyHolder holder, Optional<CompanyId> named) {
        if (named.isPresent()) {
            return served.named(holder.connection(), named.get().toString())
                    .orElseThrow(() -> new InvalidInput(
                            FIELD, "The company id in it is not of an organisation that these keys serve."));
        }
        List<Organisation> organisations = served.of(holder.connection());
        return organisations.stream()
                .filter(organisation -> organisation.id().equals(holder.owner()))
                .findFirst()
                .orElseThrow();
    }

    private static String words(PastedKeys.Reason reason) {
        return switch (reason) {
            case EMPTY -> "Paste the App Key and the Secret.";
            case TOO_LONG -> "This is too long for keys: at most " + PastedKeys.MOST_CHARACTERS + " characters.";
            case APP_KEY_MISSING -> "There is no App Key in it; one starts with kpl_app_.";
            case APP_KEY_MALFORMED -> "The App Key was cut off or changed. Copy it again.";
            case SECRET_MISSING -> "There is no Secret in it; one starts with kpl_sec_.";
            case SECRET_MALFORMED -> "The Secret was cut off or changed. Copy it again.";
            case EMAIL_MALFORMED -> "What stands at EMAIL_ID is not an e-mail address.";
            case COMPANY_ID_MALFORMED -> "What stands at COMPANY_ID is not a company id.";
            case DUPLICATE_FIELD -> "A field is in it more than once, with different values.";
            case CONFLICTING_KEYS -> "There are several App Keys or Secrets in it, or one under the other's label.";
        };
    }
}
