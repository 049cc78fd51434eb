package koppel.api.portal;

import jakarta.json.JsonObject;
import koppel.api.json.Answer;
import koppel.connection.Connection;
import koppel.connection.ConnectionFacts;
import koppel.connection.Connections;
import koppel.connection.IssuedConnection;

/** How connections look in the portal API. The Secret is only in what {@link #issued} and {@link #keys} make. */
final class ConnectionViews {

    private ConnectionViews() {}

    static JsonObject overview(Connections.Overview overview) {
        return facts(overview.connection())
                .with("appKey", overview.appKey())
                .with("lastUsedOn", overview.lastUsedOn())
                .with("lastRetrievedOn", overview.lastRetrievedOn())
                .with("waiting", overview.waiting())
                .with("administration", overview.service().administration())
                .with("startDate", overview.service().startDate())
                .with("salesInvoices", overview.service().salesInvoices())
                .with("followedBy", overview.followedBy())
                .json();
    }

    static JsonObject issued(IssuedConnection issued) {
        return facts(issued.connection())
                .with("appKey", issued.keys().map(keys -> keys.appKey()))
                .with("secret", issued.keys().map(keys -> keys.secret().reveal()))
                .with("warnings", issued.warnings())
                .json();
    }

    static JsonObject keys(IssuedConnection issued) {
        return new Answer()
                .with("id", issued.connection().id())
                .with("generation", issued.connection().generation())
                .with("appKey", issued.keys().map(keys -> keys.appKey()))
                .with("secret", issued.keys().map(keys -> keys.secret().reveal()))
                .json();
    }

    private static Answer facts(Connection connection) {
        ConnectionFacts facts = connection.facts();
        return new Answer()
                .with("id", facts.id())
                .with("name", facts.name())
                .with("state", connection.state())
                .with("softwarePackage", facts.softwarePackage())
                .with("generation", connection.generation())
                .with("acknowledgement", facts.acknowledgement().word())
                .with("leaseSeconds", facts.lease().toSeconds())
                .with("follows", facts.follows())
                .with("createdOn", facts.createdOn())
                .with("revokedOn", connection.revokedOn());
    }
}
