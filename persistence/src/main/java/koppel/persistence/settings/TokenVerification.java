package koppel.persistence.settings;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells MicroProfile JWT how to verify the tokens that Koppel issues: the public key follows from the pepper, so that all nodes agree
 * without a file to share. The issuer is the address under which clients find us, since discovery has to name one and the same for both;
 * where no address is set, it is a name that all nodes know. It lives here and not in the web module because a server that runs the EAR
 * looks for it in the libraries.
 */
public class TokenVerification implements ConfigSource {

    private static final String PUBLIC_ADDRESS = "KOPPEL_PUBLIC_URL";
    private static final String WITHOUT_ADDRESS = "koppel";

    private static final int BEFORE_FILES_AND_ENVIRONMENT = 500;

    private final Map<String, String> properties = new HashMap<>();

    public TokenVerification() {
        properties.put("mp.jwt.verify.issuer", issuer());
        // without a pepper the application refuses to start with a message of its own
        if (PepperSetting.isSet()) {
            properties.put("mp.jwt.verify.publickey.algorithm", "ES256");
            properties.put(
                    "mp.jwt.verify.publickey",
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getEncoder()
                                    .encodeToString(PepperSetting.read()
                                            .derivedKeys()
                                            .tokenSigningKey()
                                            .getPublic()
                                            .getEncoded())
                            + "\n-----END PUBLIC KEY-----");
        }
    }

    /** As it is set: the application refuses to start with what is no address. */
    private static String issuer() {
        String property = System.getProperty(PUBLIC_ADDRESS);
        String given = property != null ? property : System.getenv(PUBLIC_ADDRESS);
        return given == null || given.isBlank() ? WITHOUT_ADDRESS : given;
    }

    @Override
    public int getOrdinal() {
        return BEFORE_FILES_AND_ENVIRONMENT;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.copyOf(properties.keySet());
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
