package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.HashMap;
import java.util.Map;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.Test;

/** Sessions, languages, the keyboard alone. */
class SessionIT {

    private final Portal portal = Portal.signedIn();

    @Test
    void aSessionThatEndsCostsNothingOfWhatWasEntered() {
        Organisation organisation = portal.organisation("Session");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/new"))) {
            visitor.page().getByText("Basecone").click();
            visitor.field("Name (optional)").fill("Typed before the end");
            String before = token(visitor);
            // from now on the server gets a token that it no longer accepts, until there is another
            visitor.page().route("**/portal/v1/**", route -> {
                Map<String, String> headers = new HashMap<>(route.request().headers());
                headers.computeIfPresent(
                        "authorization", (name, value) -> value.endsWith(before) ? value + "x" : value);
                route.resume(new Route.ResumeOptions().setHeaders(headers));
            });
            visitor.button("Create connection").click();
            assertThat(visitor.dialog()).containsText("Your session has ended");
            assertThat(visitor.dialog().locator("input[type=email]")).hasValue(Installation.EMAIL);
            visitor.dialog().locator("input[type=password]").fill(Installation.PASSWORD);
            visitor.dialog().locator("login-form button").click();
            visitor.tick("I have stored it").check();
            visitor.button("Done").click();
            assertThat(visitor.heading()).hasText("Typed before the end");
        }
    }

    @Test
    void aReloadStaysLoggedInAndLoggingOutForgets() {
        try (Visitor visitor = Visitor.english().typeLogIn("")) {
            visitor.page().reload();
            assertThat(visitor.heading()).hasText("My environment");
            visitor.button("Account: " + Installation.EMAIL).click();
            visitor.item("Log out").click();
            assertThat(visitor.heading()).hasText("Log in to Koppel");
            assertThat(visitor.page().evaluate("sessionStorage.length")).isEqualTo(0);
        }
    }

    @Test
    void theBrowserAsksForDutchAndGetsIt() {
        Organisation organisation = portal.organisation("Nederlands");
        portal.connect(organisation, "basecone");
        try (Visitor visitor = Visitor.speaking("nl-NL").open(organisation.path("connections"))) {
            visitor.field("E-mailadres").fill(Installation.EMAIL);
            visitor.field("Wachtwoord").fill(Installation.PASSWORD);
            visitor.button("Inloggen").click();
            assertThat(visitor.heading()).hasText("Koppelingen");
            assertThat(visitor.page().locator("html")).hasAttribute("lang", "nl");
            visitor.button("Acties voor Basecone").click();
            visitor.item("Sleutel intrekken").click();
            assertThat(visitor.dialog()).containsText("Er wachten 0 facturen die het pakket niet heeft opgehaald.");
            visitor.page().keyboard().press("Escape");
            visitor.button("English").click();
            assertThat(visitor.heading()).hasText("Connections");
            visitor.page().reload();
            assertThat(visitor.heading()).hasText("Connections");
        }
    }

    @Test
    void everyMessageIsThereInBothLanguages() {
        try (Visitor visitor = Visitor.english().open("")) {
            visitor.heading().waitFor();
            assertThat(visitor.page().evaluate("""
                    async () => {
                      const root = document.querySelector('script[type=module]').src.replace(/app\\.js$/, '');
                      const [en, nl] = (await Promise.all(['en', 'nl'].map(one => import(`${root}messages/${one}/index.js`)))).map(one => one.default);
                      const places = text => JSON.stringify([...new Set(JSON.stringify(text).match(/\\{\\w+\\}/g) ?? [])].sort());
                      return [...Object.keys(en).filter(key => !(key in nl)), ...Object.keys(nl).filter(key => !(key in en)),
                        ...Object.keys(en).filter(key => key in nl && places(en[key]) !== places(nl[key]))].join(' ');
                    }""")).isEqualTo("");
        }
    }

    @Test
    void theKeyboardAloneIsEnoughAndFocusComesBack() {
        Organisation organisation = portal.organisation("Keyboard");
        portal.connect(organisation, "basecone");
        try (Visitor visitor = Visitor.english().open(organisation.path("connections"))) {
            visitor.heading().waitFor();
            visitor.page().keyboard().type(Installation.EMAIL);
            visitor.page().keyboard().press("Tab");
            visitor.page().keyboard().type(Installation.PASSWORD);
            visitor.page().keyboard().press("Enter");
            visitor.link("Basecone").waitFor();

            // the first Tab stop skips to the content
            visitor.page().reload();
            visitor.link("Basecone").waitFor();
            visitor.page().keyboard().press("Tab");
            visitor.awaitFocusOn("Skip to the content");
            visitor.page().keyboard().press("Enter");
            tabTo(visitor, "Actions for Basecone");
            visitor.page().keyboard().press("Enter");
            visitor.awaitFocusOn("Create a new set");
            visitor.page().keyboard().press("End");
            assertThat(visitor.focused()).startsWith("Delete");
            visitor.page().keyboard().press("ArrowUp");
            visitor.awaitFocusOn("Revoke key");
            visitor.page().keyboard().press("Escape");
            visitor.awaitFocusOn("Actions for Basecone");

            visitor.page().keyboard().press("ArrowUp");
            visitor.page().keyboard().press("ArrowUp");
            visitor.page().keyboard().press("Enter");
            visitor.awaitFocusOn("Revoke the key of Basecone?");
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.dialog()).hasCount(0);
            visitor.awaitFocusOn("Actions for Basecone");

            // a dialog keeps the focus inside
            visitor.page().keyboard().press("Enter");
            visitor.awaitFocusOn("Create a new set");
            visitor.page().keyboard().press("Enter");
            visitor.dialog().waitFor();
            for (int i = 0; i < 12; i++) {
                visitor.page().keyboard().press("Tab");
                assertThat(
                                visitor.page()
                                        .evaluate(
                                                "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void theKeyboardAloneMakesAConnectionServesAnotherOrganisationAndRevokes() {
        Organisation organisation = portal.organisation("Keys only");
        String name = "Found by typing " + System.nanoTime();
        portal.organisation(name);
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/new"))) {
            var keyboard = visitor.page().keyboard();
            tabTo(visitor, "input[name=softwarePackage]");
            keyboard.press("Space");
            assertThat(visitor.page().locator("input[name=softwarePackage]:checked"))
                    .isFocused();
            tabTo(visitor, "form button.primary");
            keyboard.press("Enter");
            visitor.dialog().waitFor();
            assertThat(visitor.focused()).startsWith("Keys for");
            tabTo(visitor, "#stored");
            keyboard.press("Space");
            tabTo(visitor, "dialog footer button");
            keyboard.press("Enter");
            visitor.button("Add organisation").waitFor();
            assertThat(visitor.heading()).isFocused();

            tabTo(visitor, "section[aria-labelledby=further] .part-head button");
            keyboard.press("Enter");
            visitor.dialog().locator("[role=option]").first().waitFor();
            tabTo(visitor, "[role=combobox]");
            keyboard.type(name);
            assertThat(visitor.dialog().locator("[role=option]")).hasCount(1);
            keyboard.press("ArrowDown");
            keyboard.press("Enter");
            visitor.field("Administration (optional)").waitFor();
            tabTo(visitor, "dialog footer button.primary");
            keyboard.press("Enter");
            assertThat(visitor.page().locator("section[aria-labelledby=further] tbody"))
                    .containsText(name);

            tabTo(visitor, ".page-head .danger-outline");
            keyboard.press("Enter");
            tabTo(visitor, "#understood");
            keyboard.press("Space");
            tabTo(visitor, "dialog footer .danger");
            keyboard.press("Enter");
            assertThat(visitor.page().locator(".page-head .badge")).hasText("Revoked");
        }
    }

    @Test
    void anotherOrganisationIsOneSearchAway() {
        Organisation one = portal.organisation("First of many");
        String name = "Second of many " + System.nanoTime();
        Organisation other = portal.organisation(name);
        try (Visitor visitor = Visitor.english().logIn(one.path("inbox"))) {
            visitor.button("Switch organisation, now First of many").click();
            assertThat(visitor.page().locator("[role=combobox]")).isFocused();
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.button("Switch organisation, now First of many")).isFocused();
            visitor.page().keyboard().press("Enter");
            visitor.page().keyboard().type(other.partyId());
            assertThat(visitor.page().locator("[role=option]")).hasCount(1);
            visitor.page().keyboard().press("Enter");
            // the same page of the other one
            assertThat(visitor.page()).hasURL(java.util.regex.Pattern.compile(".*" + other.path("inbox")));
            assertThat(visitor.button("Switch organisation, now " + name)).isVisible();
            assertThat(visitor.heading()).isFocused();
        }
    }

    @Test
    void aPageThatCannotBeLoadedSaysSoAndIsTriedAgain() {
        Organisation organisation = portal.organisation("Tried again");
        try (Visitor visitor = Visitor.english().logIn("")) {
            visitor.page().route("**/portal/v1/organisations/*/connections", Route::abort);
            visitor.open(organisation.path("connections"));
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("The server cannot be reached.");
            visitor.page().unroute("**/portal/v1/organisations/*/connections");
            visitor.button("Try again").click();
            assertThat(visitor.page().getByText("No software is connected.")).isVisible();
            assertThat(visitor.heading()).isFocused();
        }
    }

    @Test
    void movingToAnotherPagePutsTheFocusOnItsHeading() {
        Organisation organisation = portal.organisation("Moving");
        try (Visitor visitor = Visitor.english().logIn(organisation.path(""))) {
            visitor.link("Connections").click();
            assertThat(visitor.heading()).hasText("Connections");
            visitor.page().getByText("No software is connected.").waitFor();
            // also when what was shown while it loaded has gone
            assertThat(visitor.heading()).isFocused();
            assertThat(visitor.page()).hasTitle("Connections · Koppel");
            visitor.page().goBack();
            assertThat(visitor.heading()).hasText("Moving");
        }
    }

    private static String token(Visitor visitor) {
        return (String) visitor.page().evaluate("JSON.parse(sessionStorage.getItem('koppel.session')).token");
    }

    /** Goes on by Tab until it stands on what has that name, or fits that selector. */
    private static void tabTo(Visitor visitor, String where) {
        for (int i = 0; i < 60 && !standsOn(visitor, where); i++) {
            visitor.page().keyboard().press("Tab");
        }
        assertThat(standsOn(visitor, where)).as("Tab leads to " + where).isTrue();
    }

    private static boolean standsOn(Visitor visitor, String where) {
        return visitor.focused().equals(where)
                || Boolean.TRUE.equals(visitor.page().evaluate("""
                                where => { try { return document.activeElement.matches(where); } catch { return false; } }""", where));
    }
}
