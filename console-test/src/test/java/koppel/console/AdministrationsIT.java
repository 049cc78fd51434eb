package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.Test;

/** Administrations that the vendor tells of, and the e-mail addresses that go with them. */
class AdministrationsIT {

    private final Portal portal = Portal.signedIn();
    private final Organisation organisation = portal.organisation("Told of");

    @Test
    void whatTheVendorPushedIsPickedInTheWindow() {
        Keys keys = portal.connect(organisation, "whitevision");
        portal.push("whitevision", organisation, "100", "The hotel", "books@hotel.example");
        portal.push("whitevision", organisation, "200", "The restaurant", "kitchen@hotel.example");
        try (Visitor visitor = opened(keys)) {
            assertThat(visitor.field("Administration").locator("option"))
                    .hasText(new String[] {"Choose…", "The hotel (100)", "The restaurant (200)"});
            // nobody is told which addresses would do
            assertThat(visitor.page().content()).doesNotContain("hotel.example");
            visitor.field("Administration").selectOption("200");
            visitor.field("E-mail address").fill("kitchen@hotel.example");
            confirmAndApply(visitor);
            assertThat(visitor.page().getByText("Connected: WhiteVision and Told of"))
                    .isVisible();
        }
        assertThat(portal.get("connections/" + keys.connection())
                        .get("administration")
                        .getAsString())
                .isEqualTo("200");
    }

    @Test
    void whatTheConnectorAnswersIsPickedInTheWindow() throws IOException {
        Keys keys = portal.connect(organisation, "yuki");
        HttpServer connector = connector("""
                [{"code": "9", "name": "Fetched books", "emails": ["fetched@hotel.example"]}]""");
        portal.setConnector("yuki", "http://127.0.0.1:" + connector.getAddress().getPort() + "/administrations");
        try (Visitor visitor = opened(keys)) {
            visitor.field("Administration").selectOption("9");
            visitor.field("E-mail address").fill("fetched@hotel.example");
            confirmAndApply(visitor);
            assertThat(visitor.page().getByText("Connected: Yuki and Told of")).isVisible();
        } finally {
            portal.setConnector("yuki", "");
            connector.stop(0);
        }
    }

    @Test
    void aConnectorThatIsOutOfReachIsToldInWordsAndCanBeTriedAgain() throws IOException {
        Keys keys = portal.connect(organisation, "exact-multivers");
        HttpServer connector = connector("[]");
        connector.stop(0);
        portal.setConnector(
                "exact-multivers", "http://127.0.0.1:" + connector.getAddress().getPort() + "/gone");
        try (Visitor visitor = opened(keys)) {
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("The software cannot be asked for its administrations at the moment.");
            portal.setConnector("exact-multivers", "");
            visitor.button("Check the keys").click();
            assertThat(visitor.field("Administration")).isVisible();
        } finally {
            portal.setConnector("exact-multivers", "");
        }
    }

    @Test
    void anAddressThatIsNotLinkedGetsOneRefusalAtItsField() {
        Keys keys = portal.connect(organisation, "whitevision");
        portal.push("whitevision", organisation, "100", "The hotel", "books@hotel.example");
        try (Visitor visitor = opened(keys)) {
            visitor.field("Administration").selectOption("100");
            // nobody is signed in here, so that the account's own address is one like any other
            for (String wrong : new String[] {"somebody@else.example", Installation.EMAIL}) {
                visitor.field("E-mail address").fill(wrong);
                confirmAndApply(visitor);
                assertThat(visitor.page().locator("#email-error"))
                        .hasText(
                                "This administration cannot be connected with this e-mail address. Enter the one that the software links to it.");
                assertThat(visitor.field("E-mail address")).isFocused();
                assertThat(visitor.field("E-mail address")).hasAttribute("aria-invalid", "true");
            }
            // what was chosen is still there, and the right one is taken
            assertThat(visitor.field("Administration")).hasValue("100");
            visitor.field("E-mail address").fill("books@hotel.example");
            visitor.button("Apply").click();
            assertThat(visitor.page().getByText("Connected: WhiteVision and Told of"))
                    .isVisible();
        }
    }

    @Test
    void onesOwnAccountsAddressIsExplainedToWhoeverIsSignedIn() {
        Keys keys = portal.connect(organisation, Map.of("softwarePackage", "whitevision", "administration", "100"));
        portal.push("whitevision", organisation, "100", "The hotel", "books@hotel.example");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/" + keys.connection()))) {
            visitor.button("Change settings").click();
            assertThat(visitor.field("Administration")).hasValue("100");
            visitor.field("E-mail address").fill(Installation.EMAIL);
            confirmAndApply(visitor);
            assertThat(visitor.page().locator("#email-error"))
                    .hasText(
                            "This is your platform account’s address. Enter the one that the software links to the administration.");
            assertThat(visitor.field("E-mail address")).isFocused();
            visitor.field("E-mail address").fill("somebody@else.example");
            visitor.button("Apply").click();
            assertThat(visitor.page().locator("#email-error"))
                    .containsText("This administration cannot be connected with this e-mail address.");
            visitor.page().keyboard().press("Escape");
            visitor.button("Nederlands").click();
            visitor.button("Instellingen wijzigen").click();
            visitor.field("E-mailadres").fill(Installation.EMAIL);
            visitor.field("Ik bevestig dat facturen van Told of naar deze administratie gaan")
                    .check();
            visitor.button("Toepassen").click();
            assertThat(visitor.page().locator("#email-error")).containsText("Dit is het adres van uw platformaccount.");
        }
    }

    private static Visitor opened(Keys keys) {
        Visitor visitor = Visitor.english().open("quick-connect");
        visitor.heading().waitFor();
        visitor.page().evaluate("text => navigator.clipboard.writeText(text)", keys.appKey() + "\n" + keys.secret());
        visitor.page().keyboard().press("Control+V");
        return visitor;
    }

    private static void confirmAndApply(Visitor visitor) {
        visitor.field("I confirm that invoices of Told of go to this administration")
                .check();
        visitor.button("Apply").click();
    }

    private static HttpServer connector(String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
