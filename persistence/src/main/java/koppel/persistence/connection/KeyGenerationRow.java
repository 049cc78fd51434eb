package koppel.persistence.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import koppel.connection.ConnectionId;
import koppel.connection.Connections;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyGeneration;
import koppel.connection.keys.SecretHash;
import koppel.shared.OrganisationId;
import koppel.user.UserId;

/** A row of key generations; it holds a keyed hash of the Secret and nothing else of it. */
@Entity
@IdClass(KeyGenerationRow.Key.class)
@Table(name = "key_generation")
class KeyGenerationRow {

    /** The organisation leads the key. */
    record Key(int organisationId, UUID connectionId, int generation) implements Serializable {}

    @Id
    @Column(name = "organisation_id")
    private int organisationId;

    @Id
    @Column(name = "connection_id")
    private UUID connectionId;

    @Id
    private int generation;

    @Column(name = "app_key")
    private String appKey;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "pepper_id")
    private String pepperId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private Integer createdBy;

    @Column(name = "valid_until")
    private Instant validUntil;

    @Column(name = "ended_why")
    private String endedWhy;

    protected KeyGenerationRow() {}

    KeyGenerationRow(OrganisationId owner, ConnectionId connection, KeyGeneration keys, UserId by) {
        this.organisationId = owner.number();
        this.connectionId = connection.value();
        this.generation = keys.number();
        this.appKey = keys.appKey().value();
        this.secretHash = keys.hash().value();
        this.pepperId = keys.hash().pepperId();
        this.createdAt = keys.createdOn();
        this.createdBy = by.number();
    }

    Connections.KeySetFacts toFacts() {
        return new Connections.KeySetFacts(
                generation,
                new AppKey(appKey),
                createdAt,
                Optional.ofNullable(validUntil),
                Optional.ofNullable(endedWhy).map(why -> Connections.KeysEnded.valueOf(why.toUpperCase(Locale.ROOT))));
    }

    KeyGeneration toDomain() {
        return new KeyGeneration(
                generation,
                new AppKey(appKey),
                new SecretHash(pepperId, secretHash),
                createdAt,
                Optional.ofNullable(validUntil));
    }
}
