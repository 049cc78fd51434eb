package koppel.persistence.settings;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells MicroProfile JWT how to verify the tokens that Koppel issues: the public key follows from the pepper, so that all nodes agree
 * without a file to share. It lives here and not in the web module because a server that runs the EAR looks for it in the libraries.
 */
public class TokenVerification implements ConfigSource {

    /** The issuer of all our tokens. */
    public static final String ISSUER = "koppel";

    private static final int BEFORE_FILES_AND_ENVIRONMENT = 500;

    private final Map<String, String> properties;

    public TokenVerification() {
        // without a pepper the application refuses to start with a message of its own
        this.properties = PepperSetting.isSet()
                ? Map.of(
                        "mp.jwt.verify.publickey",
                        "-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getEncoder()
                                        .encodeToString(PepperSetting.read()
                                                .derivedKeys()
                                                .tokenSigningKey()
                                                .getPublic()
                                                .getEncoded())
                                + "\n-----END PUBLIC KEY-----",
                        "mp.jwt.verify.publickey.algorithm",
                        "ES256",
                        "mp.jwt.verify.issuer",
                        ISSUER)
                : Map.of();
    }

    @Override
    public int getOrdinal() {
        return BEFORE_FILES_AND_ENVIRONMENT;
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public String getValue(String name) {
        return properties.get(name);
    }

    @Override
    public String getName() {
        return "token verification";
    }
}
