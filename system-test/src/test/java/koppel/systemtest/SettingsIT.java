package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that is told its public address, of a proxy with TLS, and how many requests are too many. */
class SettingsIT {

    private static final String PUBLIC = "https://koppel.example";

    @RegisterExtension
    static final OneNode micro = OneNode.own(
            Map.of("KOPPEL_PUBLIC_URL", PUBLIC, "KOPPEL_RATE_LIMIT", "300", "KOPPEL_REQUESTS_AT_ONCE", "0"));

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());
    private final SoftwarePackage connected =
            administrator.connect(administrator.organisation("Behind a proxy"), "basecone");

    private static String issuer(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(claims))) {
            return reader.readObject().getString("iss");
        }
    }

    @Test
    void discoveryNamesEndpointsUnderThePublicAddressWhateverARequestSaysOfItsWay() {
        Answer answer = anonymous
                .call(
                        "GET",
                        "/.well-known/openid-configuration",
                        null,
                        BodyPublishers.noBody(),
                        "Forwarded",
                        "proto=http;host=elsewhere.example",
                        "X-Forwarded-Host",
                        "elsewhere.example")
                .expect(200);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("public, max-age=300");
        JsonObject told = answer.json();
        assertThat(told.getString("token_endpoint")).isEqualTo(PUBLIC + "/connect/token");
        assertThat(told.getString("jwks_uri")).isEqualTo(PUBLIC + "/.well-known/jwks.json");
        assertThat(told.getString("issuer")).isEqualTo(PUBLIC);
    }

    @Test
    void tokensHaveTheIssuerThatDiscoveryNamesAndAreTaken() {
        String token = connected.token();
        assertThat(issuer(token)).isEqualTo(PUBLIC);
        anonymous.bearer(token).get("/api/v1/me").expect(200);
        administrator.http().get("/portal/v1/me").expect(200);
    }

    @Test
    void aHandOverLinkLeadsToThePublicAddress() {
        assertThat(administrator
                        .http()
                        .post(connected.inPortal("/handover"), "{}")
                        .expect(201)
                        .json()
                        .getString("url"))
                .startsWith(PUBLIC + "/console/handover#kpl_");
    }

    @Test
    void everyAnswerTellsHowManyRequestsAreLeftAndTheOneBeyondWaits() {
        SoftwarePackage another = administrator.connect(administrator.organisation("Another"), "basecone");
        Answer first = connected.http().get("/api/v1/me").expect(200);
        assertThat(first.response().headers().firstValue("RateLimit-Policy")).contains("\"keys\";q=300;w=60");
        assertThat(first.response().headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"keys\";r=299;t=");
        Answer last = first;
        for (int i = 0; i < 301 && last.status() == 200; i++) {
            last = connected.http().get("/api/v1/me");
        }
        last.problem(429, "too-many-requests");
        assertThat(Integer.parseInt(
                        last.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        another.http().get("/api/v1/me").expect(200);
    }
}
