package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.Test;

/** What the operator of an installation does: environments, party ids that wait, the installation's audit; and everybody's own password. */
class OperatorIT {

    private final Portal portal = Portal.signedIn();
    private final String email = "new" + System.nanoTime() + "@tenant.example";

    @Test
    void anEnvironmentIsMadeWithAPasswordThatIsShownOnceAndChangedByItsOwner() {
        String name = "Tenant " + System.nanoTime();
        String password;
        try (Visitor visitor = Visitor.english().logIn("environments")) {
            visitor.button("New environment").click();
            visitor.button("Create environment").click();
            assertThat(visitor.page().locator("#name-error")).hasText("A name is needed.");
            assertThat(visitor.page().locator("#administrator-email-error")).hasText("The e-mail address of a person.");
            visitor.field("Name").fill(name);
            visitor.field("E-mail address").fill(email);
            visitor.button("Create environment").click();
            password = visitor.page().locator("#first-password").textContent();
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.button("Done")).isDisabled();
            visitor.tick("I have passed it on").check();
            visitor.button("Done").click();
            assertThat(visitor.page().locator("tbody")).containsText(name);
            assertThat(visitor.page().locator("tbody")).containsText(email);
            assertThat(visitor.page().content()).doesNotContain(password);

            visitor.page()
                    .locator("header nav")
                    .getByText("Audit", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(visitor.heading()).hasText("Audit of the installation");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("Environment created");
            assertThat(visitor.page().locator("tbody tr").first()).containsText(name);
        }
        try (Visitor owner = Visitor.english().logInAs(email, Portal.tokenOf(email, password), "")) {
            // nothing of the operator's
            assertThat(owner.link("Batch runs")).hasCount(0);
            assertThat(owner.link("Environments")).hasCount(0);
            owner.button("Account: " + email).click();
            owner.item("Change password").click();
            owner.field("Current password").fill("not this one");
            owner.field("New password").fill("short");
            owner.button("Save").click();
            assertThat(owner.page().locator("#new-password-error")).containsText("A password has at least");
            owner.field("New password").fill("a password of my own");
            owner.button("Save").click();
            assertThat(owner.page().locator("#current-password-error")).hasText("This is not your password.");
            owner.field("Current password").fill(password);
            owner.button("Save").click();
            assertThat(owner.page().locator("#toasts")).containsText("Your password is changed.");
        }
        assertThat(Portal.tokenOf(email, "a password of my own")).isNotEmpty();
    }

    @Test
    void partyIdsOfOthersWaitForTheOperatorWhoConfirmsOrRefusesThem() {
        JsonObject environment = portal.post(
                "environments",
                Map.of("name", "Waiting " + System.nanoTime(), "administrator", Map.of("email", email)));
        String token = Portal.tokenOf(email, environment.get("password").getAsString());
        Portal theirs = Portal.signedInAs(email, environment.get("password").getAsString());
        Organisation right = theirs.organisation("Right");
        Organisation wrong = theirs.organisation("Wrong");
        try (Visitor visitor = Visitor.english().logInAs(email, token, right.path(""))) {
            assertThat(visitor.page().locator("section[aria-labelledby=facts]")).containsText("waits for the operator");
        }
        try (Visitor visitor = Visitor.english().logIn("party-ids")) {
            visitor.button("Confirm " + right.partyId()).click();
            assertThat(visitor.page().locator("#toasts")).containsText(right.partyId() + " is confirmed.");
            assertThat(visitor.button("Confirm " + right.partyId())).hasCount(0);
            assertThat(visitor.heading()).isFocused();
            visitor.button("Refuse " + wrong.partyId()).click();
            assertThat(visitor.dialog()).containsText("Wrong loses this party id");
            visitor.dialog().locator("button.danger").click();
            assertThat(visitor.button("Refuse " + wrong.partyId())).hasCount(0);
        }
        assertThat(theirs.get("organisations/" + right.id()).getAsJsonArray("partyIds"))
                .hasSize(1);
        assertThat(theirs.get("organisations/" + wrong.id()).getAsJsonArray("unconfirmedPartyIds"))
                .isEmpty();
        assertThat(List.of(right, wrong)).doesNotHaveDuplicates();
    }
}
