package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same keys serve further organisations: added, changed and removed on the connection's page. */
class FurtherOrganisationsIT {

    private final Portal portal = Portal.signedIn();
    private Organisation owner;
    private Organisation further;
    private String name;
    private Keys keys;

    @BeforeEach
    void aConnectionAndAnotherOrganisation() {
        owner = portal.organisation("Owner of the keys");
        name = "Further " + System.nanoTime();
        further = portal.organisation(name);
        keys = portal.connect(owner, Map.of("softwarePackage", "basecone", "administration", "100"));
    }

    @Test
    void oneIsFoundAmongManyAndAddedWithItsOwnSettings() {
        try (Visitor visitor = atTheConnection()) {
            visitor.button("Add organisation").click();
            search(visitor).fill("nobody is called that");
            assertThat(visitor.dialog().getByText("Nothing found.")).isVisible();
            // by the number that an accountant has at hand
            search(visitor).fill(further.partyId());
            assertThat(visitor.dialog().locator("[role=option]")).hasCount(1);
            search(visitor).press("Enter");
            assertThat(visitor.dialog().locator(".picked")).containsText(name);
            visitor.field("Administration (optional)").fill("200");
            visitor.field("Start date (optional)").fill("2026-01-31");
            visitor.tick("Process sales invoices too").uncheck();
            save(visitor);
            assertThat(visitor.page().locator("#toasts")).containsText(name + " is served now.");
            assertThat(row(visitor)).containsText("200");
            assertThat(row(visitor)).containsText("31 Jan 2026");
            assertThat(row(visitor).locator("td").nth(3)).hasText("No");
        }
        assertThat(Portal.listed(keys, further)).isEmpty();
        JsonObject served = served();
        assertThat(served.get("administration").getAsString()).isEqualTo("200");
        assertThat(served.get("startDate").getAsString()).isEqualTo("2026-01-31");
        assertThat(served.get("salesInvoices").getAsBoolean()).isFalse();
    }

    @Test
    void itsAdministrationsAreTheOnesThatTheVendorTellsOfIt() {
        portal.serve(keys, further, Map.of());
        portal.push("basecone", further, "7", "Seventh books", "books@further.example");
        try (Visitor visitor = atTheConnection()) {
            visitor.menu(name, "Change settings");
            visitor.field("Administration (optional)").selectOption("7");
            save(visitor);
            assertThat(row(visitor).locator("td").nth(1)).hasText("7");
        }
        assertThat(served().get("administration").getAsString()).isEqualTo("7");
    }

    @Test
    void itsSettingsAreChangedAndTakenAway() {
        portal.serve(keys, further, Map.of("administration", "200", "startDate", "2026-01-31"));
        try (Visitor visitor = atTheConnection()) {
            visitor.menu(name, "Change settings");
            assertThat(visitor.field("Administration (optional)")).hasValue("200");
            assertThat(visitor.field("Start date (optional)")).hasValue("2026-01-31");
            visitor.field("Administration (optional)").fill("300");
            visitor.field("Start date (optional)").fill("");
            save(visitor);
            assertThat(visitor.page().locator("#toasts")).containsText("The settings of " + name + " are changed.");
            assertThat(row(visitor)).containsText("300");
            assertThat(row(visitor).locator("td").nth(2)).hasText("None");
            // whoever works by keyboard goes on where they were
            assertThat(visitor.button("Actions for " + name)).isFocused();
        }
        assertThat(served().get("startDate").isJsonNull()).isTrue();
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        portal.serve(keys, further, Map.of());
        portal.push("basecone", further, "7", "Seventh books", "books@further.example");
        try (Visitor visitor = atTheConnection()) {
            // as if the vendor took it away in the meantime
            visitor.page()
                    .route(
                            "**/organisations/" + further.id(),
                            route -> route.resume(new com.microsoft.playwright.Route.ResumeOptions()
                                    .setPostData("{\"administration\": \"8\"}")));
            visitor.menu(name, "Change settings");
            visitor.field("Administration (optional)").selectOption("7");
            save(visitor);
            assertThat(visitor.page().locator("#administration-error"))
                    .hasText("One of the organisation's administrations, at most 100 characters.");
            assertThat(visitor.field("Administration (optional)")).isFocused();
        }
    }

    @Test
    void aConflictLeadsToTheConnectionThatIsInTheWay() {
        Keys other = portal.connect(further, Map.of("softwarePackage", "basecone", "administration", "200"));
        try (Visitor visitor = atTheConnection()) {
            visitor.button("Add organisation").click();
            search(visitor).fill(name);
            visitor.dialog().locator("[role=option]").click();
            visitor.field("Administration (optional)").fill("200");
            save(visitor);
            assertThat(visitor.dialog().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("There is an active connection to this software for this administration already.");
            visitor.link("Open that connection").click();
            assertThat(visitor.page())
                    .hasURL(java.util.regex.Pattern.compile(".*" + further.path("connections/" + other.connection())));
        }
    }

    @Test
    void removingOneTellsWhatWaitsAndLeavesTheOthers() {
        portal.serve(keys, further, Map.of());
        Organisation seller = portal.organisation("Seller");
        Portal.send(portal.connect(seller, "radar"), seller, Invoices.next(seller, further));
        try (Visitor visitor = atTheConnection()) {
            assertThat(row(visitor).locator("td").nth(4)).hasText("1");
            visitor.menu(name, "Remove");
            assertThat(visitor.dialog()).containsText("1 invoice waits that the package has not retrieved.");
            visitor.dialog().locator("button.danger").click();
            assertThat(visitor.page().locator("#toasts")).containsText(name + " was removed from Basecone.");
            assertThat(row(visitor)).hasCount(0);
        }
        assertThat(Portal.accepted(keys.appKey(), keys.secret())).isTrue();
    }

    private Visitor atTheConnection() {
        return Visitor.english().logIn(owner.path("connections/" + keys.connection()));
    }

    private static Locator search(Visitor visitor) {
        return visitor.dialog().getByRole(com.microsoft.playwright.options.AriaRole.COMBOBOX);
    }

    private static void save(Visitor visitor) {
        visitor.dialog().locator("footer button.primary").click();
    }

    private Locator row(Visitor visitor) {
        return visitor.page()
                .locator(
                        "section[aria-labelledby=further] tbody tr",
                        new com.microsoft.playwright.Page.LocatorOptions().setHasText(name));
    }

    private JsonObject served() {
        return portal.get("connections/" + keys.connection())
                .getAsJsonArray("organisations")
                .get(0)
                .getAsJsonObject();
    }
}
