package koppel.persistence.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.Acknowledgement;
import koppel.connection.ActiveConnection;
import koppel.connection.Connection;
import koppel.connection.ConnectionFacts;
import koppel.connection.ConnectionId;
import koppel.connection.DeletedConnection;
import koppel.connection.RevokedConnection;
import koppel.shared.OrganisationId;
import koppel.softwarepackage.SoftwarePackage;
import koppel.user.UserId;

/** A row of connections. */
@Entity
@IdClass(ConnectionRow.Key.class)
@Table(name = "connection")
class ConnectionRow {

    /** The organisation leads the key. */
    record Key(int organisationId, UUID connectionId) implements Serializable {}

    @Id
    @Column(name = "organisation_id")
    private int organisationId;

    @Id
    @Column(name = "connection_id")
    private UUID connectionId;

    @Column(name = "software_package_id")
    private String softwarePackage;

    private String name;
    private String state;
    private int generation;
    private String acknowledgement;

    @Column(name = "lease_seconds")
    private int leaseSeconds;

    private UUID follows;

    /** The first of those that follow one another; null for that one. */
    private UUID line;

    @Column(name = "receives_purchase")
    private Boolean purchase;

    @Column(name = "receives_sales")
    private Boolean sales;

    private Boolean sends;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private Integer createdBy;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected ConnectionRow() {}

    /** @param followed what the connection follows, or null */
    ConnectionRow(Connection connection, ConnectionRow followed, UserId by) {
        ConnectionFacts facts = connection.facts();
        this.organisationId = facts.owner().number();
        this.connectionId = facts.id().value();
        this.softwarePackage = facts.softwarePackage();
        this.name = facts.name();
        this.acknowledgement = facts.acknowledgement().word();
        this.leaseSeconds = (int) facts.lease().toSeconds();
        this.follows = facts.follows().map(ConnectionId::value).orElse(null);
        this.line = lineOf(followed);
        facts.directions().ifPresent(chosen -> {
            this.purchase = chosen.purchase();
            this.sales = chosen.sales();
            this.sends = chosen.send();
        });
        this.createdAt = facts.createdOn();
        this.createdBy = by.number();
        take(connection);
    }

    /** Another software package knows neither what this one called its messages nor what it sent, and begins a line of its own. */
    private UUID lineOf(ConnectionRow followed) {
        if (followed == null || !followed.softwarePackage.equals(softwarePackage)) {
            return null;
        }
        return followed.line == null ? followed.connectionId : followed.line;
    }

    /** Takes over the state that the connection is in now. */
    final void take(Connection connection) {
        this.state = connection.state();
        this.generation = connection.generation();
        this.revokedAt = connection.revokedOn();
        this.deletedAt = connection instanceof DeletedConnection deleted ? deleted.deletedAt() : null;
    }

    String softwarePackage() {
        return softwarePackage;
    }

    Connection toDomain() {
        ConnectionFacts facts = new ConnectionFacts(
                new ConnectionId(connectionId),
                new OrganisationId(organisationId),
                softwarePackage,
                name,
                Acknowledgement.ofWord(acknowledgement).orElseThrow(),
                Duration.ofSeconds(leaseSeconds),
                Optional.ofNullable(follows).map(ConnectionId::new),
                createdAt,
                purchase == null
                        ? Optional.empty()
                        : Optional.of(new SoftwarePackage.Directions(purchase, sales, sends)));
        return switch (state) {
            case "active" -> new ActiveConnection(facts, generation);
            case "revoked" -> new RevokedConnection(facts, generation, revokedAt);
            default -> new DeletedConnection(facts, generation, revokedAt, deletedAt);
        };
    }
}
