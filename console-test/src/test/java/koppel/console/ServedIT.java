package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People of an organisation that is served with another one's keys see by whom, nothing of the keys, and may end it. */
class ServedIT {

    private final Portal portal = Portal.signedIn();
    private final String email = "served" + System.nanoTime() + "@tenant.example";
    private Organisation served;
    private Keys keys;
    private String token;

    @BeforeEach
    void somebodyWhoBelongsToTheServedOrganisationOnly() throws SQLException {
        Organisation owner = portal.organisation("Owner of the keys");
        served = portal.organisation("Served");
        keys = portal.connect(owner, Map.of("softwarePackage", "basecone", "name", "Books of the group"));
        portal.serve(keys, served, Map.of("administration", "200", "startDate", "2026-01-31"));
        String password = portal.post(
                        "environments",
                        Map.of("name", "Of somebody " + System.nanoTime(), "administrator", Map.of("email", email)))
                .get("password")
                .getAsString();
        member("administrator");
        token = Portal.tokenOf(email, password);
    }

    @Test
    void theConnectionIsMarkedInTheListAndTellsHowItHandlesTheirDocuments() {
        try (Visitor visitor = Visitor.english().logInAs(email, token, served.path("connections"))) {
            assertThat(visitor.page().locator("tbody tr")).containsText("Served by Owner of the keys");
            assertThat(visitor.page().locator("tbody")).not().containsText("Quick Connect");
            visitor.link("Books of the group").click();
            assertThat(visitor.page().locator(".notice")).containsText("The connection belongs to Owner of the keys");
            assertThat(visitor.page().locator("section[aria-labelledby=settings]"))
                    .containsText("200");
            assertThat(visitor.page().locator("section[aria-labelledby=settings]"))
                    .containsText("31 Jan 2026");
            assertThat(visitor.page().content()).doesNotContain("kpl_app_");
            for (String act : new String[] {"Create a new set", "Revoke key", "Add organisation", "Change settings"}) {
                assertThat(visitor.button(act)).hasCount(0);
            }
        }
    }

    @Test
    void anAdministratorStopsBeingServed() {
        try (Visitor visitor = Visitor.english().logInAs(email, token, served.path("connections"))) {
            visitor.menu("Books of the group", "Stop being served");
            assertThat(visitor.dialog()).containsText("Stop being served by Owner of the keys?");
            visitor.dialog().locator("button.danger").click();
            assertThat(visitor.page().locator("#toasts")).containsText("Served was removed from Books of the group.");
            assertThat(visitor.page().getByText("No software is connected.")).isVisible();
        }
        assertThat(portal.get("connections/" + keys.connection()).getAsJsonArray("organisations"))
                .isEmpty();
        assertThat(Portal.accepted(keys.appKey(), keys.secret())).isTrue();
    }

    /** Where the connection itself is another organisation's, this is how its administrators have their documents offered again. */
    @Test
    void anAdministratorReoffersToTheConnectionThatServesThemAndAMemberDoesNot() throws SQLException {
        Organisation seller = portal.organisation("Seller");
        Portal.send(portal.connect(seller, "radar"), seller, Invoices.next(seller, served));
        try (Visitor visitor = Visitor.english().logInAs(email, token, served.path("connections"))) {
            visitor.button("Re-offer to all connections").click();
            assertThat(visitor.page().locator("#connections")).hasText("To 1 active connection: Books of the group.");
            visitor.button("Re-offer").click();
            assertThat(visitor.page().locator("#offered")).hasText("1");
        }
        assertThat(Portal.reasons(keys, served)).containsExactly("reoffered");
        member("member");
        try (Visitor visitor = Visitor.english().logInAs(email, token, served.path("connections"))) {
            assertThat(visitor.link("Books of the group")).isVisible();
            assertThat(visitor.button("Re-offer to all connections")).hasCount(0);
        }
    }

    @Test
    void aMemberSeesItWithoutAWayToEndIt() throws SQLException {
        member("member");
        try (Visitor visitor =
                Visitor.english().logInAs(email, token, served.path("connections/" + keys.connection()))) {
            assertThat(visitor.page().locator(".notice")).containsText("The connection belongs to Owner of the keys");
            assertThat(visitor.button("Stop being served")).hasCount(0);
        }
    }

    /** Members have no page yet. */
    private void member(String role) throws SQLException {
        try (Connection database = Installation.database().connect();
                PreparedStatement insert = database.prepareStatement("""
                        INSERT INTO organisation_member (organisation_id, user_id, role)
                        SELECT o.organisation_id, u.user_id, ? FROM organisation o, user_account u WHERE o.public_id = ? AND u.email = ?
                        ON CONFLICT (organisation_id, user_id) DO UPDATE SET role = excluded.role""")) {
            insert.setString(1, role);
            insert.setObject(2, UUID.fromString(served.id()));
            insert.setString(3, email);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
