package koppel.connection.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Further secrets of the installation, derived from a pepper (HKDF-SHA256, each under its own label), so that every node has the same
 * ones without storing or exchanging any.
 */
public final class DerivedKeys {

    private static final int KEY_BYTES = 32;
    private static final int COORDINATE_BYTES = 32;

    /** 128 bits more than the curve's order has, so that the remainder is as good as uniform. */
    private static final int SCALAR_BYTES = 48;

    private final Pepper pepper;
    private final KeyPair tokenSigningKey;
    private final String tokenKeyId;

    DerivedKeys(Pepper pepper) {
        this.pepper = pepper;
        try {
            ECParameterSpec p256 = p256();
            BigInteger d = scalar(pepper.derive("koppel/token-signing/es256/v1", SCALAR_BYTES), p256.getOrder());
            ECPoint q = timesGenerator(d);
            KeyFactory factory = KeyFactory.getInstance("EC");
            this.tokenSigningKey = new KeyPair(
                    factory.generatePublic(new ECPublicKeySpec(q, p256)),
                    factory.generatePrivate(new ECPrivateKeySpec(d, p256)));
            this.tokenKeyId = thumbprint(q);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has P-256 and SHA-256", impossible);
        }
    }

    /** Signs access tokens with ES256 (P-256); works with the JDK's own provider. */
    public KeyPair tokenSigningKey() {
        return tokenSigningKey;
    }

    /** The {@code kid} of the signing key: its JWK thumbprint (RFC 7638), which anybody can work out from the public key. */
    public String tokenKeyId() {
        return tokenKeyId;
    }

    /**
     * A symmetric key of 256 bits for a purpose.
     *
     * @param purpose a constant that no other use has
     */
    public byte[] keyFor(String purpose) {
        return pepper.derive("koppel/purpose/v1/" + purpose, KEY_BYTES);
    }

    private static BigInteger scalar(byte[] bytes, BigInteger order) {
        return new BigInteger(1, bytes).mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private static ECPoint timesGenerator(BigInteger d) {
        org.bouncycastle.math.ec.ECPoint q = new FixedPointCombMultiplier()
                .multiply(CustomNamedCurves.getByName("P-256").getG(), d)
                .normalize();
        return new ECPoint(
                q.getAffineXCoord().toBigInteger(), q.getAffineYCoord().toBigInteger());
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static String thumbprint(ECPoint q) throws GeneralSecurityException {
        String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + base64(q.getAffineX()) + "\",\"y\":\""
                + base64(q.getAffineY()) + "\"}";
        return base64(MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(BigInteger coordinate) {
        return base64(BigIntegers.asUnsignedByteArray(COORDINATE_BYTES, coordinate));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "DerivedKeys[tokenKeyId=" + tokenKeyId + "]";
    }
}
