package koppel.api.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import koppel.api.jsonp.JsonLibrary;
import koppel.connection.KeyHolder;
import koppel.connection.keys.DerivedKeys;
import koppel.connection.keys.Peppers;
import koppel.connection.vendor.AuthenticatingVendors.Vendor;
import koppel.shared.Clock;
import koppel.user.User;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Issues the access tokens that MicroProfile JWT verifies: ES256, signed with the key that follows from the pepper. */
@Singleton
public class AccessTokens {

    /** How long a token is good, unless what it stands for ends before. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** Claim of a vendor token: the generation of keys that it was made from and dies with. */
    public static final String GENERATION = "generation";

    private final DerivedKeys keys;
    private final Clock clock;
    private final String issuer;

    /** @param issuer the one that MicroProfile JWT asks for, so that there is no other in any token */
    @Inject
    public AccessTokens(Peppers peppers, Clock clock, @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer) {
        this.keys = peppers.derivedKeys();
        this.clock = clock;
        this.issuer = issuer;
    }

    /** Who every token says has issued it. */
    public String issuer() {
        return issuer;
    }

    /** A token for the vendor API; it names connection and generation. */
    public String forKeys(KeyHolder holder) {
        return sign(claims(Audience.VENDOR, holder.connection().toString(), List.of(Roles.VENDOR))
                .add("upn", holder.connection().toString())
                .add(GENERATION, holder.generation())
                .build());
    }

    /** A token with which a vendor tells of administrations, and nothing else. */
    public String forVendor(Vendor vendor) {
        return sign(claims(Audience.ADMINISTRATIONS, vendor.clientId().value(), List.of(Roles.ADMINISTRATIONS))
                .add("upn", vendor.clientId().value())
                .build());
    }

    /** A token for the portal API. */
    public String forUser(User user) {
        return sign(claims(
                        Audience.PORTAL,
                        Integer.toString(user.id().number()),
                        user.operator() ? List.of(Roles.USER, Roles.OPERATOR) : List.of(Roles.USER))
                .add("upn", user.email().value())
                .build());
    }

    private JsonObjectBuilder claims(Audience audience, String subject, List<String> groups) {
        Instant now = clock.now();
        return JsonLibrary.PROVIDER
                .createObjectBuilder()
                .add("iss", issuer)
                .add("aud", audience.claim())
                .add("sub", subject)
                .add("groups", JsonLibrary.PROVIDER.createArrayBuilder(groups))
                .add("iat", now.getEpochSecond())
                .add("exp", now.plus(LIFETIME).getEpochSecond())
                .add("jti", UUID.randomUUID().toString());
    }

    private String sign(JsonObject claims) {
        JsonObject header = JsonLibrary.PROVIDER
                .createObjectBuilder()
                .add("alg", "ES256")
                .add("typ", "JWT")
                .add("kid", keys.tokenKeyId())
                .build();
        String signed = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.tokenSigningKey().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK signs with ES256", impossible);
        }
    }

    private static String base64(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
