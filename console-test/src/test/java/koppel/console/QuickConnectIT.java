package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.Test;

/** The Quick Connect window, with what is really on the clipboard, and keys that are handed over. */
class QuickConnectIT {

    private final Portal portal = Portal.signedIn();

    @Test
    void keysGoFromTheirDialogIntoTheWindowByControlVAlone() {
        Organisation organisation = portal.organisation("Quick Connect");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/new"))) {
            visitor.page().getByText("Basecone").click();
            visitor.button("Create connection").click();
            Page window = visitor.context()
                    .waitForPage(() -> visitor.button("Copy and open").click());
            window.locator("h1").waitFor();
            assertThat(visitor.clipboard())
                    .matches("APP_KEY:kpl_app_\\w+;SECRET_KEY:kpl_sec_\\w+;EMAIL_ID:[^;]*;COMPANY_ID:"
                            + organisation.companyId() + ";");
            window.keyboard().press("Control+V");
            assertThat(window.getByText("The keys are right: Basecone for Quick Connect"))
                    .isVisible();
            assertThat(window.locator("#secret")).hasAttribute("type", "password");

            Page.GetByLabelOptions exactly = new Page.GetByLabelOptions().setExact(true);
            window.getByLabel("Administration", exactly).fill("100");
            window.getByLabel("E-mail address", exactly).fill("books@hotel.example");
            window.getByLabel("Start date (optional)", exactly).fill("2026-01-31");
            assertThat(window.locator("button.primary")).isDisabled();
            window.getByLabel("I confirm that invoices of Quick Connect go to this administration", exactly)
                    .check();
            window.locator("button.primary").click();
            assertThat(window.getByText("Connected: Basecone and Quick Connect"))
                    .isVisible();
            assertThat(window.content()).doesNotContain("kpl_sec_");

            visitor.tick("I have stored it").check();
            visitor.button("Done").click();
            assertThat(visitor.page().locator("main")).containsText("31 Jan 2026");
        }
    }

    @Test
    void aWrongPasteSaysWhatIsWrongWithIt() {
        Keys keys = portal.connect(portal.organisation("Wrong paste"), "basecone");
        try (Visitor visitor = Visitor.english().open("quick-connect")) {
            visitor.heading().waitFor();
            paste(visitor, keys.appKey());
            assertThat(visitor.page().locator("#keys-error")).containsText("There is no Secret in it");
            paste(
                    visitor,
                    keys.appKey() + "\n"
                            + keys.secret().substring(0, keys.secret().length() - 3));
            assertThat(visitor.page().locator("#keys-error")).containsText("The Secret was cut off or changed.");
            paste(visitor, "a shopping list");
            assertThat(visitor.page().locator("#keys-error")).containsText("There is no App Key in it");
            paste(visitor, "  " + keys.secret() + "\r\n\r\n" + keys.appKey());
            assertThat(visitor.page().getByText("The keys are right")).isVisible();
        }
    }

    @Test
    void revokedKeysAreToldToTheirHolder() {
        Keys keys = portal.connect(portal.organisation("Revoked keys"), "basecone");
        portal.revoke(keys);
        try (Visitor visitor = Visitor.english().open("quick-connect")) {
            visitor.heading().waitFor();
            paste(visitor, keys.appKey() + "\n" + keys.secret());
            assertThat(visitor.page().locator("#keys-error")).containsText("The connection of these keys is revoked.");
        }
    }

    @Test
    void whatIsMissingStandsAtItsField() {
        Keys keys = portal.connect(portal.organisation("Missing"), "basecone");
        try (Visitor visitor = Visitor.english().open("quick-connect")) {
            visitor.heading().waitFor();
            paste(visitor, keys.appKey() + "\n" + keys.secret());
            visitor.field("I confirm that invoices of Missing go to this administration")
                    .check();
            visitor.button("Apply").click();
            assertThat(visitor.page().locator("#administration-error")).containsText("Choose the administration");
            assertThat(visitor.page().locator("#email-error")).isVisible();
            assertThat(visitor.field("Administration")).isFocused();
        }
    }

    @Test
    void aConflictInTheWindowIsExplained() {
        Organisation organisation = portal.organisation("Taken");
        portal.connect(organisation, Map.of("softwarePackage", "basecone", "administration", "100"));
        Keys second = portal.connect(organisation, "basecone");
        try (Visitor visitor = Visitor.english().open("quick-connect")) {
            visitor.heading().waitFor();
            paste(visitor, second.appKey() + "\n" + second.secret());
            visitor.field("Administration").fill("100");
            visitor.field("E-mail address").fill("books@taken.example");
            visitor.field("I confirm that invoices of Taken go to this administration")
                    .check();
            visitor.button("Apply").click();
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("There is an active connection to this software for this administration already.");
        }
    }

    @Test
    void aHandOverLinkMakesTheKeysOnceAndOnlyWhenThePersonSaysSo() {
        Organisation organisation = portal.organisation("Hand-over");
        Keys old = portal.connect(organisation, "basecone");
        String link;
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections"))) {
            visitor.menu("Basecone", "Hand over by link");
            visitor.button("Make the link").click();
            link = visitor.page().locator("#handover-link").textContent();
        }
        assertThat(link).startsWith(Installation.address() + "/console/handover#");
        try (Visitor colleague = Visitor.english()) {
            colleague.page().navigate(link);
            colleague.heading().waitFor();
            assertThat(Portal.accepted(old.appKey(), old.secret())).isTrue();
            colleague.button("Make the keys and show them").click();
            String appKey = colleague.page().locator("#app-key").textContent();
            assertThat(Portal.accepted(
                            appKey, colleague.page().locator("#secret").textContent()))
                    .isTrue();
            assertThat(Portal.accepted(old.appKey(), old.secret())).isFalse();
            assertThat(colleague.page().url()).doesNotContain("#");
        }
        try (Visitor late = Visitor.english()) {
            late.page().navigate(link);
            late.button("Make the keys and show them").click();
            assertThat(late.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("This link does not work");
        }
    }

    private static void paste(Visitor visitor, String text) {
        visitor.page().evaluate("text => navigator.clipboard.writeText(text)", text);
        visitor.page().keyboard().press("Control+V");
    }
}
