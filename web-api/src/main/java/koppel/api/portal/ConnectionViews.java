package koppel.api.portal;

import jakarta.json.JsonObject;
import java.util.Optional;
import koppel.api.json.Answer;
import koppel.api.json.IssuedKeysViews;
import koppel.connection.Connection;
import koppel.connection.ConnectionFacts;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;
import koppel.connection.KeyUses;
import koppel.connection.ServingConnections;
import koppel.connection.ViewingConnections;
import koppel.organisation.Organisation;
import koppel.softwarepackage.SoftwarePackage;

/** How connections look in the portal API. The Secret is only in what {@link #issued} and {@link #keys} make. */
final class ConnectionViews {

    private ConnectionViews() {}

    static JsonObject seen(ViewingConnections.Seen seen) {
        if (seen instanceof ViewingConnections.Seen.OfAnother ofAnother) {
            return serving(ofAnother.serving());
        }
        return overview(((ViewingConnections.Seen.Own) seen).overview());
    }

    /** To members of a further organisation: how it handles their documents, and nothing of its keys. */
    private static JsonObject serving(ServingConnections.Serving serving) {
        Connection connection = serving.connection();
        Connections.Further first = serving.further().get(0);
        return new Answer()
                .with("id", connection.id())
                .with("name", connection.facts().name())
                .with("state", connection.state())
                .with("softwarePackage", connection.facts().softwarePackage())
                .with("method", method(connection))
                .with("notice", notice(connection))
                .with("createdOn", connection.facts().createdOn())
                .with("revokedOn", connection.revokedOn())
                .with(
                        "ownedBy",
                        new Answer()
                                .with("companyId", serving.owner().companyId())
                                .with("name", serving.owner().name())
                                .json())
                .with("administration", first.service().administration())
                .with("startDate", first.service().startDate())
                .with("salesInvoices", first.service().salesInvoices())
                .with("waiting", first.waiting())
                .with("organisations", Answer.list(serving.further(), ConnectionViews::further))
                .json();
    }

    static JsonObject overview(Connections.Overview overview) {
        return facts(overview.connection())
                .with("ownedBy", Optional.empty())
                .with("appKey", overview.appKey())
                .with("keysEnded", overview.health().keysEnded())
                .with("lastUsedOn", overview.lastUsedOn())
                .with("neverUsed", overview.lastUsedOn().isEmpty())
                .with("failedAttempts", overview.health().failedAttempts())
                .with("lastFailedOn", overview.health().lastFailedOn())
                .with("lastRetrievedOn", overview.lastRetrievedOn())
                .with("waiting", overview.waiting())
                .with("administration", overview.service().administration())
                .with("startDate", overview.service().startDate())
                .with("salesInvoices", overview.service().salesInvoices())
                .with("followedBy", overview.followedBy())
                .with("organisations", Answer.list(overview.further(), ConnectionViews::further))
                .json();
    }

    static JsonObject issued(IssuedConnection issued) {
        return IssuedKeysViews.with(facts(issued.connection()), issued)
                .with("administration", issued.service().administration())
                .with("startDate", issued.service().startDate())
                .with("salesInvoices", issued.service().salesInvoices())
                .with("warnings", issued.warnings())
                .json();
    }

    static JsonObject keys(IssuedConnection issued) {
        return keysAnswer(issued).json();
    }

    static Answer keysAnswer(IssuedConnection issued) {
        return IssuedKeysViews.with(
                new Answer()
                        .with("id", issued.connection().id())
                        .with("generation", issued.connection().generation()),
                issued);
    }

    static JsonObject further(Connections.Further further) {
        return served(further.organisation(), further.service())
                .with("waiting", further.waiting())
                .json();
    }

    static Answer served(Organisation organisation, Connections.Service service) {
        return new Answer()
                .with("id", organisation.publicId())
                .with("companyId", organisation.companyId())
                .with("name", organisation.name())
                .with("administration", service.administration())
                .with("startDate", service.startDate())
                .with("salesInvoices", service.salesInvoices());
    }

    static JsonObject keySet(Connections.KeySetFacts keys) {
        return new Answer()
                .with("generation", keys.generation())
                .with("appKey", keys.appKey())
                .with("createdOn", keys.createdOn())
                .with("validUntil", keys.validUntil())
                .with("ended", keys.ended().map(why -> why.name().toLowerCase(java.util.Locale.ROOT)))
                .json();
    }

    static JsonObject use(KeyUses.Use use) {
        return new Answer()
                .with("generation", use.generation())
                .with("from", use.address())
                .with("agent", use.agent())
                .with("firstUsedOn", use.firstUsedOn())
                .with("lastUsedOn", use.lastUsedOn())
                .with("failures", use.failures())
                .with("lastFailedOn", use.lastFailedOn())
                .json();
    }

    private static final String WAITS =
            "Autopilot pushes invoices by itself. Pushing is not part of this version yet: what arrives waits here.";

    private static Answer facts(Connection connection) {
        ConnectionFacts facts = connection.facts();
        return new Answer()
                .with("id", facts.id())
                .with("name", facts.name())
                .with("state", connection.state())
                .with("softwarePackage", facts.softwarePackage())
                .with("method", method(connection))
                .with("notice", notice(connection))
                .with("directions", facts.directions().map(ConnectionViews::directions))
                .with("generation", connection.generation())
                .with("acknowledgement", facts.acknowledgement().word())
                .with("leaseSeconds", facts.lease().toSeconds())
                .with("follows", facts.follows())
                .with("createdOn", facts.createdOn())
                .with("revokedOn", connection.revokedOn());
    }

    private static String method(Connection connection) {
        return connection.generation() == 0 ? "autopilot" : "keys";
    }

    private static String notice(Connection connection) {
        return connection.generation() == 0 ? WAITS : null;
    }

    /** What was chosen for an own app. */
    private static JsonObject directions(SoftwarePackage.Directions chosen) {
        return new Answer()
                .with("purchase", chosen.purchase())
                .with("sales", chosen.sales())
                .with("send", chosen.send())
                .json();
    }
}
