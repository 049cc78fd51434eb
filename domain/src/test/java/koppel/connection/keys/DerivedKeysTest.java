package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {

    private static final String PEPPER = "00112233445566778899aabbccddeeffffeeddccbbaa99887766554433221100";
    private static final String OTHER = "seven horses cross the frozen river";

    private final DerivedKeys keys = Peppers.parse(PEPPER).derivedKeys();

    @Test
    void everyNodeWithThePepperHasTheSameKeys() {
        DerivedKeys onAnotherNode = Peppers.parse(PEPPER + "," + OTHER).derivedKeys();

        assertThat(onAnotherNode.tokenSigningKey().getPublic())
                .isEqualTo(keys.tokenSigningKey().getPublic());
        assertThat(scalarOf(onAnotherNode.tokenSigningKey())).isEqualTo(scalarOf(keys.tokenSigningKey()));
        assertThat(onAnotherNode.tokenKeyId()).isEqualTo(keys.tokenKeyId());
        assertThat(onAnotherNode.keyFor("cursor")).isEqualTo(keys.keyFor("cursor"));
    }

    @Test
    void anotherPepperGivesOtherKeys() {
        DerivedKeys others = Peppers.parse(OTHER).derivedKeys();

        assertThat(scalarOf(others.tokenSigningKey())).isNotEqualTo(scalarOf(keys.tokenSigningKey()));
        assertThat(others.tokenKeyId()).isNotEqualTo(keys.tokenKeyId());
        assertThat(others.keyFor("cursor")).isNotEqualTo(keys.keyFor("cursor"));
    }

    @Test
    void everyPurposeHasAKeyOfItsOwn() {
        assertThat(keys.keyFor("cursor")).hasSize(32).isNotEqualTo(keys.keyFor("handover"));
    }

    @Property(tries = 50)
    void whatTheSigningKeySignsTheJdkAloneVerifies(@ForAll long seed) throws GeneralSecurityException {
        KeyPair pair = Peppers.parse(Peppers.newPepper(new SeededRandom(seed)))
                .derivedKeys()
                .tokenSigningKey();
        byte[] message = ("message " + seed).getBytes(StandardCharsets.US_ASCII);

        byte[] signature = sign(pair.getPrivate(), message);

        assertThat(signature).hasSize(64);
        assertThat(verifies(pair.getPublic(), message, signature)).isTrue();
        message[0] ^= 1;
        assertThat(verifies(pair.getPublic(), message, signature)).isFalse();
    }

    @Property(tries = 50)
    void theSigningKeyIsAPointOfP256(@ForAll long seed) {
        KeyPair pair = Peppers.parse(Peppers.newPepper(new SeededRandom(seed)))
                .derivedKeys()
                .tokenSigningKey();
        ECParameterSpec curve = ((ECPublicKey) pair.getPublic()).getParams();
        ECPoint q = ((ECPublicKey) pair.getPublic()).getW();
        BigInteger p = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
        BigInteger x = q.getAffineX();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);

        assertThat(q.getAffineY().pow(2).mod(p)).isEqualTo(right);
        assertThat(scalarOf(pair)).isBetween(BigInteger.ONE, curve.getOrder().subtract(BigInteger.ONE));
    }

    /** Tokens outlive a restart: if this changes, all that were issued before an update are refused after it. */
    @Test
    void yesterdaysSigningKeyIsStillTheSame() {
        assertThat(keys.tokenKeyId()).isEqualTo("UWoP46kacVTqNq6O2yFVuV0wTgmUHPd7iWe5HUbrb_c");
    }

    @Test
    void afterAPepperWasChangedTheOlderKeysCanStillBeHad() {
        List<DerivedKeys> all = Peppers.parse(OTHER + "," + PEPPER).allDerivedKeys();

        assertThat(all)
                .extracting(DerivedKeys::tokenKeyId)
                .containsExactly(Peppers.parse(OTHER).derivedKeys().tokenKeyId(), keys.tokenKeyId());
    }

    @Test
    void showsItsKeyIdAndNothingElse() {
        assertThat(keys).hasToString("DerivedKeys[tokenKeyId=" + keys.tokenKeyId() + "]");
    }

    private static BigInteger scalarOf(KeyPair pair) {
        return ((ECPrivateKey) pair.getPrivate()).getS();
    }

    private static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
        signer.initSign(key);
        signer.update(message);
        return signer.sign();
    }

    private static boolean verifies(PublicKey key, byte[] message, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
    }
}
