package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import koppel.api.security.VendorCaller;
import koppel.connection.ConfirmingKeys;
import koppel.connection.ServedOrganisations;
import koppel.connection.StillValidKeys;
import koppel.document.DocumentId;
import koppel.organisation.Organisation;
import koppel.shared.InvalidInput;
import koppel.shared.NotFound;

/** Finds what a request's path names; foreign, missing and malformed get the same answer. */
@ApplicationScoped
public class NamedOrganisation {

    @Inject
    private VendorCaller caller;

    @Inject
    private ConfirmingKeys confirming;

    @Inject
    private ServedOrganisations organisations;

    /**
     * Whether the keys are valid is asked in the same statement where they were within the last minute.
     *
     * @throws NotFound when these keys do not serve such an organisation, or none exists
     */
    public Organisation of(String partyOrCompany) {
        Optional<StillValidKeys.Serving> serving =
                caller.recent().flatMap(recent -> confirming.serving(recent, partyOrCompany));
        serving.ifPresent(found -> caller.stillIs(found.holder()));
        return serving.map(StillValidKeys.Serving::organisation)
                .or(() -> organisations.named(caller.holder().connection(), partyOrCompany))
                .orElseThrow(() -> new NotFound("party"));
    }

    /** @throws NotFound when it is no document id at all */
    public static DocumentId document(String text) {
        return maybeDocument(text).orElseThrow(() -> new NotFound("document"));
    }

    /** Empty when it is no document id at all. */
    static Optional<DocumentId> maybeDocument(String text) {
        try {
            return Optional.of(DocumentId.parse(text));
        } catch (InvalidInput notAnId) {
            return Optional.empty();
        }
    }
}
