package koppel.persistence.connection.vendor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koppel.connection.keys.ClientId;
import koppel.connection.keys.SecretHash;
import koppel.connection.vendor.VendorCredentials;
import koppel.persistence.Sql;
import koppel.user.UserId;

@Singleton
class PostgresVendorCredentials implements VendorCredentials {

    private final Sql sql;

    @Inject
    PostgresVendorCredentials(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Credential> byClientId(ClientId clientId) {
        return sql.first(
                "SELECT * FROM vendor_credential WHERE client_id = ?",
                PostgresVendorCredentials::toDomain,
                clientId.value());
    }

    @Override
    public List<Credential> of(String softwarePackage) {
        return sql.list(
                "SELECT * FROM vendor_credential WHERE software_package_id = ? ORDER BY created_at DESC, client_id",
                PostgresVendorCredentials::toDomain,
                softwarePackage);
    }

    private static Credential toDomain(Sql.Row row) throws SQLException {
        return new Credential(
                new ClientId(row.text("client_id")),
                row.text("software_package_id"),
                new SecretHash(row.text("pepper_id"), row.bytes("secret_hash")),
                row.instant("created_at"),
                row.maybeInstant("valid_until"));
    }

    @Override
    public void add(Credential credential, UserId by) {
        sql.change(
                """
                INSERT INTO vendor_credential (client_id, software_package_id, secret_hash, pepper_id, created_at, created_by)
                VALUES (?, ?, ?, ?, ?, ?)""",
                credential.clientId().value(),
                credential.softwarePackage(),
                credential.hash().value(),
                credential.hash().pepperId(),
                credential.createdOn(),
                by.number());
    }

    /** The package's row orders those who issue at once, so that only the last ones stay valid. */
    @Override
    public void end(String softwarePackage, Instant at) {
        sql.list(
                "SELECT 1 AS one FROM software_package WHERE software_package_id = ? FOR NO KEY UPDATE",
                row -> row.integer("one"),
                softwarePackage);
        sql.change("""
                UPDATE vendor_credential SET valid_until = ?
                WHERE software_package_id = ? AND (valid_until IS NULL OR valid_until > ?)""", at, softwarePackage, at);
    }

    @Override
    public boolean end(String softwarePackage, ClientId clientId, Instant at) {
        return sql.change("""
                UPDATE vendor_credential SET valid_until = ?
                WHERE software_package_id = ? AND client_id = ? AND (valid_until IS NULL OR valid_until > ?)""", at, softwarePackage, clientId.value(), at) == 1;
    }

    @Override
    public void rehash(ClientId clientId, SecretHash hash) {
        sql.change(
                "UPDATE vendor_credential SET secret_hash = ?, pepper_id = ? WHERE client_id = ?",
                hash.value(),
                hash.pepperId(),
                clientId.value());
    }
}
