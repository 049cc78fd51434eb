package koppel.api.connect;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import koppel.api.address.PublicAddress;
import koppel.api.jsonp.JsonLibrary;
import koppel.api.security.AccessTokens;
import koppel.connection.keys.DerivedKeys;
import koppel.connection.keys.Peppers;

/** Names the token endpoint to clients that only know our address, and gives the keys that our tokens are signed with. */
@WebServlet({Discovery.CONFIGURATION, Discovery.KEYS})
public class Discovery extends HttpServlet {

    static final String CONFIGURATION = "/.well-known/openid-configuration";
    static final String KEYS = "/.well-known/jwks.json";

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int COORDINATE_BYTES = 32;

    @Inject
    @SuppressWarnings("serial") // the container makes it anew
    private Peppers peppers;

    @Inject
    @SuppressWarnings("serial") // the container makes it anew
    private PublicAddress address;

    @Inject
    @SuppressWarnings("serial") // the container makes it anew
    private AccessTokens tokens;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean forKeys = request.getServletPath().equals(KEYS);
        JsonObject json = forKeys ? keys() : configuration(address.of(request));
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // kept for others, an address that one request made up would have their Secrets sent there
        response.setHeader("Cache-Control", forKeys || address.isSet() ? "public, max-age=300" : "no-store");
        response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject configuration(String base) {
        return JsonLibrary.PROVIDER
                .createObjectBuilder()
                .add("issuer", tokens.issuer())
                .add("token_endpoint", base + "/connect/token")
                .add("jwks_uri", base + KEYS)
                .add("grant_types_supported", texts("client_credentials", "password"))
                .add("token_endpoint_auth_methods_supported", texts("client_secret_basic", "client_secret_post"))
                .add("scopes_supported", texts("ap"))
                .add("response_types_supported", texts("token"))
                .add("subject_types_supported", texts("public"))
                .add("id_token_signing_alg_values_supported", texts("ES256"))
                .build();
    }

    private static JsonArray texts(String... texts) {
        return JsonLibrary.PROVIDER.createArrayBuilder(List.of(texts)).build();
    }

    /** Every known pepper's, so that what was signed before a change can still be looked up. */
    private JsonObject keys() {
        var keys = JsonLibrary.PROVIDER.createArrayBuilder();
        peppers.allDerivedKeys().forEach(each -> keys.add(key(each)));
        return JsonLibrary.PROVIDER.createObjectBuilder().add("keys", keys).build();
    }

    private static JsonObject key(DerivedKeys derived) {
        ECPublicKey key = (ECPublicKey) derived.tokenSigningKey().getPublic();
        return JsonLibrary.PROVIDER
                .createObjectBuilder()
                .add("kty", "EC")
                .add("crv", "P-256")
                .add("use", "sig")
                .add("alg", "ES256")
                .add("kid", derived.tokenKeyId())
                .add("x", coordinate(key.getW().getAffineX().toByteArray()))
                .add("y", coordinate(key.getW().getAffineY().toByteArray()))
                .build();
    }

    /** Unsigned and of full length, as a JWK wants it. */
    private static String coordinate(byte[] signed) {
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(signed.length, COORDINATE_BYTES);
        System.arraycopy(signed, signed.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
