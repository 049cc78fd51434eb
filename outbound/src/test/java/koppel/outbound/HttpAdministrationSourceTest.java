package koppel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.Administrations.Connector;
import koppel.connection.vendor.ConnectorUnavailable;
import koppel.organisation.CompanyId;
import koppel.organisation.Organisation;
import koppel.organisation.PartyId;
import koppel.shared.OrganisationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAdministrationSourceTest {

    private static final Organisation BAKERY = new Organisation(
            new OrganisationId(1),
            UUID.randomUUID(),
            1,
            CompanyId.of("NL", 10017),
            "Bakery",
            List.of(PartyId.parse("0106:12345678")),
            Duration.ofDays(1));

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private volatile String answer = "[]";
    private volatile int status = 200;
    private volatile long delayMillis;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            for (byte one : bytes) {
                exchange.getResponseBody().write(one);
                if (delayMillis > 0) {
                    exchange.getResponseBody().flush();
                    try {
                        Thread.sleep(delayMillis);
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<Administration> fetch(boolean privateAddresses) {
        return new HttpAdministrationSource(new BoundedGet(privateAddresses, Duration.ofMillis(1500), 1000))
                .fetch(
                        new Connector(
                                URI.create("http://127.0.0.1:"
                                        + server.getAddress().getPort() + "/list?v=1"),
                                Optional.of("token")),
                        BAKERY);
    }

    private void assertUnavailable(String why) {
        assertThatExceptionOfType(ConnectorUnavailable.class)
                .isThrownBy(() -> fetch(true))
                .withMessageContaining(why);
    }

    @Test
    void theConnectorIsAskedForOneOrganisationAndGetsItsToken() {
        answer = "{\"administrations\": [{\"code\": \"1\", \"name\": \"Main\", \"emails\": [\"a@b.example\"]}]}";

        assertThat(fetch(true)).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo("1");
            assertThat(one.emails()).hasSize(1);
        });
        assertThat(asked.get()).isEqualTo("/list?v=1&companyId=XCNL10017&partyId=0106%3A12345678 Bearer token");
    }

    @Test
    void privateAddressesAreRefusedUnlessAllowed() {
        assertThatExceptionOfType(ConnectorUnavailable.class)
                .isThrownBy(() -> fetch(false))
                .withMessageContaining("not a public one");
        assertThat(asked.get()).isNull();
    }

    @Test
    void anAnswerThatIsTooLargeTooSlowOrSomethingElseIsNotUsed() {
        answer = "[" + " ".repeat(20_000) + "]";
        assertUnavailable("too much");
        answer = "{}";
        assertUnavailable("something else");
        answer = "[1]";
        assertUnavailable("something else");
        answer = "[{\"code\": \"1\", \"name\": \"x\", \"emails\": [\"nobody\"]}]";
        assertUnavailable("something else");
        status = 302;
        assertUnavailable("status 200");
        status = 200;
        answer = "[" + " ".repeat(900) + "]";
        delayMillis = 20;
        assertUnavailable("too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1"
            })
    void whatIsNotPublicIsNotReached(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "193.0.0.1", "2a00:1450::1", "2001:4860:4860::8888"})
    void whatIsPublicIsReached(String address) throws IOException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
