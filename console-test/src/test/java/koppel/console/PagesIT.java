package koppel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page and dialog, light and dark, wide and narrow: axe finds nothing, nothing sticks out. The pictures land in target/screenshots. */
class PagesIT {

    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    private static Organisation buyer;
    private static Keys retrieving;
    private static Keys revoked;
    private static String document;

    @BeforeAll
    static void anOrganisationWithSomethingOfEverything() {
        Portal portal = Portal.signedIn();
        Organisation seller = portal.organisation("Bakkerij De Molen B.V.");
        buyer = portal.organisation("Hotel aan de Vecht B.V.");
        Keys sending = portal.connect(seller, "radar");
        retrieving = portal.connect(buyer, Map.of("softwarePackage", "basecone", "administration", "100"));
        portal.connect(buyer, "own-app");
        revoked = portal.connect(
                buyer,
                Map.of("softwarePackage", "yuki", "name", "Yuki of the bookkeeper before, " + "long name ".repeat(9)));
        portal.revoke(revoked);
        Organisation further = portal.organisation(
                "Stichting Gemeenschappelijke Voorzieningen ".repeat(4).strip());
        portal.serve(retrieving, further, Map.of("administration", "200", "startDate", "2026-01-31"));
        further = portal.organisation("Nothing here yet");
        for (int i = 0; i < 6; i++) {
            Portal.send(sending, seller, Invoices.next(seller, buyer));
        }
        List<String> listed = Portal.listed(retrieving, buyer);
        Portal.retrieve(retrieving, buyer, listed.get(0));
        Portal.retrieve(retrieving, buyer, listed.get(1));
        String run = portal.post("reoffers", Map.of("connectionId", retrieving.connection(), "includeRetrieved", true))
                .get("id")
                .getAsString();
        document = listed.get(0);
        PAGES.put("environment", "");
        PAGES.put("overview", buyer.path(""));
        PAGES.put("connections", buyer.path("connections"));
        PAGES.put("new-connection", buyer.path("connections/new"));
        PAGES.put("connection", buyer.path("connections/" + retrieving.connection()));
        PAGES.put("connection-revoked", buyer.path("connections/" + revoked.connection()));
        PAGES.put("connections-none", further.path("connections"));
        PAGES.put("inbox-none", further.path("inbox"));
        PAGES.put("inbox", buyer.path("inbox"));
        PAGES.put("document", buyer.path("inbox/" + listed.get(0)));
        PAGES.put("outbox", seller.path("outbox"));
        PAGES.put("reoffer", buyer.path("reoffers/" + run));
        PAGES.put("audit", buyer.path("audit"));
        portal.post("environments", Map.of("name", "Another tenant"));
        PAGES.put("environments", "environments");
        PAGES.put("party-ids", "party-ids");
        PAGES.put("installation-audit", "audit");
        PAGES.put("batch-runs", "batch-runs");
        PAGES.put(
                "batch-run",
                "batch-runs/"
                        + portal.get("batchRuns")
                                .getAsJsonArray("items")
                                .get(0)
                                .getAsJsonObject()
                                .get("id")
                                .getAsString());
        PAGES.put("quick-connect", "quick-connect");
        PAGES.put("handover", "handover#kpl_hov_nothing");
        PAGES.put("missing", "nothing/here");
    }

    @Test
    void lightAndWide() {
        walk("light", Visitor.with(ColorScheme.LIGHT, 1280, 860));
    }

    @Test
    void darkAndWide() {
        walk("dark", Visitor.with(ColorScheme.DARK, 1280, 860));
    }

    @Test
    void lightAndNarrow() {
        walk("phone", Visitor.with(ColorScheme.LIGHT, 390, 844));
    }

    @Test
    void dutchInDarkAndNarrow() {
        walk("phone-dark-nl", Visitor.with("nl-NL", ColorScheme.DARK, 390, 844));
    }

    @Test
    void dialogsInLight() {
        dialogs("light", Visitor.with(ColorScheme.LIGHT, 1280, 860));
    }

    @Test
    void dialogsInDarkOnAPhone() {
        dialogs("phone-dark", Visitor.with(ColorScheme.DARK, 390, 844));
    }

    private static void walk(String look, Visitor given) {
        try (Visitor visitor = given) {
            visitor.open("");
            visitor.heading().waitFor();
            check(visitor.page(), "login-" + look);
            visitor.logIn("");
            PAGES.forEach((name, path) -> {
                visitor.open(path);
                visitor.heading().waitFor();
                visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
                visitor.page()
                        .locator(".skeleton")
                        .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
                check(visitor.page(), name + "-" + look);
            });
        }
    }

    private static void dialogs(String look, Visitor given) {
        try (Visitor visitor = given.logIn("")) {
            visitor.button("New organisation").click();
            visitor.button("Create organisation").click();
            visitor.page().locator("#name-error").waitFor();
            check(visitor.page(), "dialog-organisation-" + look);
            visitor.open("environments");
            visitor.button("New environment").click();
            visitor.button("Create environment").click();
            visitor.page().locator("#name-error").waitFor();
            check(visitor.page(), "dialog-environment-" + look);
            visitor.page().keyboard().press("Escape");
            visitor.button("Account: " + Installation.EMAIL).click();
            visitor.item("Change password").click();
            check(visitor.page(), "dialog-password-" + look);
            visitor.open(buyer.path("connections/" + retrieving.connection()));
            for (Map.Entry<String, String> item : Map.of(
                            "reoffer", "Re-offer to API",
                            "handover", "Hand over by link")
                    .entrySet()) {
                visitor.menu("Basecone", item.getValue());
                visitor.dialog().waitFor();
                check(visitor.page(), "dialog-" + item.getKey() + "-" + look);
                visitor.page().keyboard().press("Escape");
            }
            reofferToAll(visitor, look);
            visitor.open(buyer.path("connections/" + retrieving.connection()));
            visitor.button("Change settings").click();
            visitor.dialog().waitFor();
            check(visitor.page(), "dialog-settings-" + look);
            visitor.page().keyboard().press("Escape");
            visitor.button("Actions for Basecone").click();
            check(visitor.page(), "menu-" + look);
            visitor.page().keyboard().press("Escape");
            visitor.button("Revoke key").click();
            check(visitor.page(), "dialog-revoke-" + look);
            visitor.page().keyboard().press("Escape");
            serving(visitor, look);
            ended(visitor, look);
            visitor.open(buyer.path("connections/" + retrieving.connection()));
            visitor.button("Create a new set").click();
            visitor.page()
                    .getByText("The package changes its keys while it runs")
                    .click();
            check(visitor.page(), "dialog-new-set-" + look);
            visitor.button("Create new set").click();
            visitor.page().locator("#secret").waitFor();
            check(visitor.page(), "dialog-keys-" + look);
        }
    }

    private static void reofferToAll(Visitor visitor, String look) {
        visitor.open(buyer.path("connections"));
        visitor.button("Re-offer to all connections").click();
        visitor.page().getByText("Received on these days").click();
        visitor.page().getByText("counted for each connection").waitFor();
        check(visitor.page(), "dialog-reoffer-all-" + look);
        visitor.page().keyboard().press("Escape");
    }

    private static void serving(Visitor visitor, String look) {
        visitor.button("Add organisation").click();
        visitor.dialog().locator("[role=option]").first().waitFor();
        check(visitor.page(), "dialog-serve-" + look);
        visitor.dialog().locator("[role=option]").first().click();
        visitor.field("Administration (optional)").waitFor();
        check(visitor.page(), "dialog-serve-picked-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.page()
                .locator("section[aria-labelledby=further] action-menu button")
                .click();
        visitor.item("Remove").click();
        check(visitor.page(), "dialog-unserve-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.page().locator(".switcher button").click();
        visitor.page().locator(".panel [role=option]").first().waitFor();
        check(visitor.page(), "switcher-" + look);
        visitor.page().keyboard().press("Escape");
    }

    private static void ended(Visitor visitor, String look) {
        visitor.open(buyer.path("connections/" + revoked.connection()));
        visitor.button("Reconnect").click();
        check(visitor.page(), "dialog-reconnect-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.page().locator(".page-head action-menu button").click();
        visitor.item("Delete").click();
        check(visitor.page(), "dialog-delete-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.open(buyer.path("inbox"));
        visitor.button("Upload an invoice").click();
        check(visitor.page(), "dialog-upload-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.open(buyer.path("inbox/" + document));
        visitor.button("Re-offer to API").click();
        check(visitor.page(), "dialog-reoffer-one-" + look);
        visitor.page().keyboard().press("Escape");
        visitor.open("quick-connect");
        visitor.field("App Key").fill("kpl_app_nothing");
        visitor.button("Check the keys").click();
        visitor.page().locator("#keys-error").waitFor();
        check(visitor.page(), "quick-connect-wrong-" + look);
    }

    private static void check(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
        page.evaluate(axe());
        Object violations = page.evaluate("""
                async () => (await axe.run()).violations
                    .flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(' ')} (${node.failureSummary})`))""");
        assertThat((List<?>) violations).as("what axe finds on " + name).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("what sticks out of " + name)
                .isEqualTo(0);
    }

    private static String axe() {
        try (InputStream script = PagesIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
