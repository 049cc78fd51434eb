package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import koppel.api.security.VendorCaller;
import koppel.connection.ConfirmingKeys;
import koppel.connection.RecentHolder;
import koppel.connection.RecentServings;
import koppel.connection.ServedOrganisations;
import koppel.connection.StillValidKeys;
import koppel.document.DocumentId;
import koppel.document.SendingInvoice;
import koppel.document.SendingInvoice.Sender.Recent;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
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
    private RecentServings servings;

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

    /** The keys together with what the path names; whoever sends asks whether it is as it was in the statement that stores. */
    SendingInvoice.Sender sending(String partyOrCompany) {
        return new Sending(partyOrCompany, party(partyOrCompany), caller.recent());
    }

    private final class Sending implements SendingInvoice.Sender {

        private final String path;
        private final Optional<PartyId> named;
        private final Optional<RecentHolder> before;
        private final Optional<Recent> recent;
        private StillValidKeys.Serving confirmed;

        Sending(String path, Optional<PartyId> named, Optional<RecentHolder> before) {
            this.path = path;
            this.named = named;
            this.before = before;
            this.recent = before.flatMap(known ->
                    named.flatMap(party -> servings.of(known, party).map(serving -> new Recent(party, serving))));
        }

        @Override
        public Optional<Recent> recent() {
            return recent;
        }

        @Override
        public StillValidKeys.Serving confirmed() {
            if (confirmed == null) {
                before.ifPresent(known -> named.ifPresent(party -> servings.forget(known, party)));
                Organisation organisation = of(path);
                confirmed = new StillValidKeys.Serving(caller.holder(), organisation);
                named.ifPresent(party -> servings.remember(party, confirmed));
            }
            return confirmed;
        }

        @Override
        public StillValidKeys.Serving confirmedAnew() {
            confirmed = null;
            named.ifPresent(party -> servings.forget(new RecentHolder(caller.holder()), party));
            caller.anew();
            return confirmed();
        }
    }

    private static Optional<PartyId> party(String partyOrCompany) {
        try {
            return Optional.of(PartyId.parse(partyOrCompany));
        } catch (InvalidInput notAPartyId) {
            return Optional.empty();
        }
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
