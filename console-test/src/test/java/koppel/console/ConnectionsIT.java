package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.Test;

/** What an administrator does with connections and their keys. */
class ConnectionsIT {

    private final Portal portal = Portal.signedIn();

    @Test
    void theStartPageIsTheConsole() {
        try (Visitor visitor = Visitor.english()) {
            visitor.page().navigate(Installation.address() + "/");
            assertThat(visitor.page()).hasURL(Installation.address() + "/console/");
            assertThat(visitor.heading()).hasText("Log in to Koppel");
        }
    }

    @Test
    void aWrongPasswordIsToldInWords() {
        try (Visitor visitor = Visitor.english().open("")) {
            visitor.field("E-mail address").fill(Installation.EMAIL);
            visitor.field("Password").fill("not this one");
            visitor.button("Log in").click();
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .hasText("The e-mail address or the password is not right.");
        }
    }

    @Test
    void anOrganisationIsCreatedAndItsErrorsStandAtTheirFields() {
        try (Visitor visitor = Visitor.english().logIn("")) {
            visitor.button("New organisation").click();
            visitor.button("Create organisation").click();
            assertThat(visitor.page().locator("#name-error")).hasText("A name is needed.");
            assertThat(visitor.page().locator("#party-ids-error")).containsText("At least one party id is needed");
            assertThat(visitor.field("Name")).hasAttribute("aria-invalid", "true");
            visitor.field("Name").fill("Drukkerij Noord B.V.");
            visitor.field("Party ids").fill("0106:" + (10_000_000 + System.nanoTime() % 80_000_000));
            visitor.button("Create organisation").click();
            assertThat(visitor.heading()).hasText("Drukkerij Noord B.V.");
        }
    }

    @Test
    void theSecretIsShownOnceAndWhatIsCopiedWorks() {
        Organisation organisation = portal.organisation("Create and copy");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections"))) {
            visitor.link("Create new connection").click();
            visitor.page().getByText("Basecone").click();
            visitor.field("Name (optional)").fill("Books of the hotel");
            visitor.button("Create connection").click();
            visitor.copyButton("App Key").click();
            String appKey = visitor.clipboard();
            visitor.copyButton("Secret").click();
            String secret = visitor.clipboard();
            assertThat(secret).isEqualTo(visitor.page().locator("#secret").textContent());
            assertThat(Portal.accepted(appKey, secret)).isTrue();

            // nothing closes it before it is stored
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.button("Done")).isDisabled();
            visitor.tick("I have stored it").check();
            visitor.button("Done").click();
            assertThat(visitor.heading()).hasText("Books of the hotel");
            visitor.page().reload();
            assertThat(visitor.heading()).hasText("Books of the hotel");
            assertThat(visitor.page().content()).contains(appKey).doesNotContain(secret);
        }
    }

    @Test
    void aNewSetEndsTheOldOneAtOnce() {
        Organisation organisation = portal.organisation("New set");
        Keys old = portal.connect(organisation, "basecone");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/" + old.connection()))) {
            visitor.button("Create a new set").click();
            visitor.button("Create new set").click();
            visitor.copyButton("App Key").click();
            String appKey = visitor.clipboard();
            visitor.copyButton("Secret").click();
            assertThat(Portal.accepted(appKey, visitor.clipboard())).isTrue();
            assertThat(Portal.accepted(old.appKey(), old.secret())).isFalse();
        }
    }

    @Test
    void anOverlapIsPickedWithItsEndShown() {
        Organisation organisation = portal.organisation("Overlap");
        Keys old = portal.connect(organisation, "basecone");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/" + old.connection()))) {
            visitor.button("Create a new set").click();
            visitor.page()
                    .getByText("The package changes its keys while it runs")
                    .click();
            assertThat(visitor.field("The old set ends")).containsText("after 1 day");
            visitor.button("Create new set").click();
            visitor.copyButton("App Key").waitFor();
            assertThat(Portal.accepted(old.appKey(), old.secret())).isTrue();
        }
    }

    @Test
    void revokingTellsWhatItMeansFirst() {
        Organisation seller = portal.organisation("Seller");
        Organisation buyer = portal.organisation("Revoke");
        Keys sending = portal.connect(seller, "radar");
        Keys keys = portal.connect(buyer, "basecone");
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.menu("Basecone", "Revoke key");
            assertThat(visitor.dialog()).containsText("2 invoices wait that the package has not retrieved.");
            assertThat(visitor.dialog().locator("button.danger")).isDisabled();
            visitor.tick("I also disconnect it in Basecone itself").check();
            visitor.dialog().locator("button.danger").click();
            assertThat(visitor.page().locator("tbody .badge")).hasText("Revoked");
            assertThat(Portal.accepted(keys.appKey(), keys.secret())).isFalse();
        }
    }

    @Test
    void onlyARevokedConnectionIsDeletedAndFromTheMenu() {
        Organisation organisation = portal.organisation("Delete");
        Keys keys = portal.connect(organisation, "yuki");
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections"))) {
            visitor.button("Actions for Yuki").click();
            assertThat(visitor.page()
                            .getByRole(com.microsoft.playwright.options.AriaRole.MENUITEM)
                            .last())
                    .hasText("DeleteRevoke it first");
            visitor.page().keyboard().press("Escape");
            portal.revoke(keys);
            visitor.page().reload();
            visitor.menu("Yuki", "Delete");
            visitor.button("Delete").click();
            assertThat(visitor.page().getByText("No software is connected.")).isVisible();
        }
    }

    @Test
    void reconnectingGivesNewKeysAndOffersAgainWhatWaited() {
        Organisation seller = portal.organisation("Seller");
        Organisation buyer = portal.organisation("Reconnect");
        Keys sending = portal.connect(seller, "radar");
        Keys old = portal.connect(buyer, "basecone");
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        portal.revoke(old);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections/" + old.connection()))) {
            visitor.button("Reconnect").click();
            assertThat(visitor.tick("Re-offer the 1 invoice that waits")).isChecked();
            visitor.dialog().locator("button.primary").click();
            visitor.copyButton("App Key").click();
            String appKey = visitor.clipboard();
            visitor.copyButton("Secret").click();
            Keys fresh = new Keys(old.connection(), appKey, visitor.clipboard());
            visitor.tick("I have stored it").check();
            visitor.button("Done").click();
            assertThat(visitor.page().locator(".page-head .badge")).hasText("Active");
            assertThat(Portal.accepted(old.appKey(), old.secret())).isFalse();
            visitor.page().waitForCondition(() -> Portal.listed(fresh, buyer).size() == 1);
        }
    }

    @Test
    void aConflictIsExplainedWithTheWayToTheOtherConnection() {
        Organisation organisation = portal.organisation("Conflict");
        Keys first = portal.connect(organisation, Map.of("softwarePackage", "basecone", "administration", "100"));
        try (Visitor visitor = Visitor.english().logIn(organisation.path("connections/new"))) {
            visitor.page().getByText("Basecone").click();
            assertThat(visitor.page().locator(".notice.warn"))
                    .containsText("An active connection to this software exists already.");
            visitor.field("Administration (optional)").fill("100");
            visitor.button("Create connection").click();
            assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("Revoke that one first, or choose another administration.");
            visitor.link("Open that connection").click();
            assertThat(visitor.page()).hasURL(Pattern.compile(".*/connections/" + first.connection()));
        }
    }
}
