package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes to the token endpoint that is no request for a token, or one that only just is; and what nobody may do to it. */
class TokenEndpointIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());
    private final SoftwarePackage connected =
            administrator.connect(administrator.organisation("Asks for tokens"), "basecone");
    private final String right =
            "grant_type=client_credentials&client_id=" + connected.appKey() + "&client_secret=" + connected.secret();

    private static Answer uncached(Answer answer) {
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        return answer;
    }

    private static void isNone(Answer answer) {
        assertThat(uncached(answer).expect(400).json().getString("error")).isEqualTo("invalid_request");
        assertThat(answer.mediaType()).isEqualTo("application/json");
    }

    private static void isTaken(Answer answer) {
        assertThat(uncached(answer).expect(200).json().getString("access_token"))
                .isNotBlank();
    }

    private Answer ask(String type, String body, String... headers) {
        return anonymous.call("POST", "/connect/token", type, BodyPublishers.ofString(body), headers);
    }

    @Test
    void whatIsNoRequestForATokenIsToldSoAsTheStandardSays() {
        isNone(ask(FORM + "; charset=nonsense", right));
        isNone(ask(FORM, right + "&foo=%zz"));
        isNone(ask("application/json", "{\"grant_type\": \"client_credentials\"}"));
        isNone(ask(null, right));
        isNone(ask("multipart/form-data; boundary=b", "--b--"));
        isNone(ask(FORM, right, "Accept", "application/xml"));
        isNone(ask(FORM, right, "Accept", "nonsense"));
        isNone(ask(FORM, "grant_type=&client_id=a&client_secret=b"));
        isNone(connected.http().postForm("/connect/token", "grant_type=client_credentials&client_id=another"));
    }

    @Test
    void aClientIsKnownByWhatIsRightWhateverElseComesWithIt() {
        isTaken(ask(FORM + "; charset=UTF-8", right, "Accept", "text/html, */*;q=0.1"));
        isTaken(anonymous.bearer("a.token.thatHasEnded").postForm("/connect/token", right));
        isTaken(anonymous.bearer(connected.token()).postForm("/connect/token", right));
        isTaken(connected.http().postForm("/connect/token", "grant_type=client_credentials&client_secret="));
        assertThat(anonymous
                        .bearer(connected.token())
                        .postForm("/connect/token", "grant_type=client_credentials")
                        .expect(401)
                        .json()
                        .getString("error"))
                .isEqualTo("invalid_client");
    }

    @Test
    void aSecretInTheAddressGetsNoTokenAndIntoNoLog() throws IOException {
        isNone(anonymous.call("POST", "/connect/token?" + right, FORM, BodyPublishers.noBody()));
        for (String path : List.of("/connect/token", "/connect/v1/leaked", "/portal/v1/session", "/api/v1/me", "/x")) {
            // what cannot be decoded, and a name without a parameter, are told by those who read parameters
            raw(path, right + "%zz&" + connected.secret() + "&=" + connected.secret());
            raw(path, right + "\\");
        }
        assertThat(micro.logs()).contains("koppel").doesNotContain(connected.secret());
    }

    /** A client of Java's would not send such an address. */
    private static void raw(String path, String query) throws IOException {
        try (Socket socket =
                new Socket(micro.address().getHost(), micro.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + "?" + query + " HTTP/1.1\r\nHost: koppel\r\nConnection: close\r\nContent-Type: "
                            + FORM + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("kpl_sec_");
        }
    }

    @Test
    void whoeverHasNoCredentialsSendsLittleHoweverItComes() {
        byte[] form = "a&".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(form), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))) {
            isNone(anonymous.call("POST", "/connect/token", FORM, body));
        }
        byte[] json = ("{" + " ".repeat(70_000) + "}").getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of(
                "/portal/v1/session",
                "/connect/v1/leaked",
                "/connect/v1/handover",
                "/connect/v1/quickConnect/check",
                "/connect/v1/quickConnect/administrations",
                "/connect/v1/quickConnect/apply")) {
            for (BodyPublisher body : List.of(
                    BodyPublishers.ofByteArray(json),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json)))) {
                anonymous.call("POST", path, "application/json", body).problem(413, "content-too-large");
            }
        }
        administrator
                .http()
                .post("/portal/v1/organisations", "{" + " ".repeat(1024 * 1024) + "}")
                .problem(413, "content-too-large");
    }

    @Test
    void anAddressThatARequestMadeUpIsKeptForNobodyElse() {
        Answer told = uncached(anonymous.get("/.well-known/openid-configuration"));
        assertThat(told.expect(200).json().getString("token_endpoint")).startsWith(micro.address() + "/");
        assertThat(anonymous.get("/.well-known/jwks.json").response().headers().firstValue("Cache-Control"))
                .contains("public, max-age=300");
    }
}
