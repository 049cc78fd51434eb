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

    @BeforeAll
    static void anOrganisationWithSomethingOfEverything() {
        Portal portal = Portal.signedIn();
        Organisation seller = portal.organisation("Bakkerij De Molen B.V.");
        buyer = portal.organisation("Hotel aan de Vecht B.V.");
        Keys sending = portal.connect(seller, "radar");
        retrieving = portal.connect(buyer, Map.of("softwarePackage", "basecone", "administration", "100"));
        portal.revoke(portal.connect(buyer, "yuki"));
        portal.connect(buyer, "own-app");
        for (int i = 0; i < 6; i++) {
            Portal.send(sending, seller, Invoices.next(seller, buyer));
        }
        List<String> listed = Portal.listed(retrieving, buyer);
        Portal.retrieve(retrieving, buyer, listed.get(0));
        Portal.retrieve(retrieving, buyer, listed.get(1));
        String run = portal.post("reoffers", Map.of("connectionId", retrieving.connection(), "includeRetrieved", true))
                .get("id")
                .getAsString();
        PAGES.put("environment", "");
        PAGES.put("overview", buyer.path(""));
        PAGES.put("connections", buyer.path("connections"));
        PAGES.put("new-connection", buyer.path("connections/new"));
        PAGES.put("connection", buyer.path("connections/" + retrieving.connection()));
        PAGES.put("inbox", buyer.path("inbox"));
        PAGES.put("document", buyer.path("inbox/" + listed.get(0)));
        PAGES.put("outbox", seller.path("outbox"));
        PAGES.put("reoffer", buyer.path("reoffers/" + run));
        PAGES.put("audit", buyer.path("audit"));
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
            visitor.open(buyer.path("connections/" + retrieving.connection()));
            for (Map.Entry<String, String> item : Map.of(
                            "reoffer",
                            "Re-offer to API",
                            "handover",
                            "Hand over by link",
                            "settings",
                            "Change settings")
                    .entrySet()) {
                visitor.menu("Basecone", item.getValue());
                visitor.dialog().waitFor();
                check(visitor.page(), "dialog-" + item.getKey() + "-" + look);
                visitor.page().keyboard().press("Escape");
            }
            visitor.button("Actions for Basecone").click();
            check(visitor.page(), "menu-" + look);
            visitor.page().keyboard().press("Escape");
            visitor.button("Revoke key").click();
            check(visitor.page(), "dialog-revoke-" + look);
            visitor.page().keyboard().press("Escape");
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
