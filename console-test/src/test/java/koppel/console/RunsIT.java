package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that take their time are stopped, and started again, by those who may. */
class RunsIT {

    private final Portal portal = Portal.signedIn();
    private Organisation seller;
    private Organisation buyer;
    private Keys sending;
    private Keys retrieving;

    @BeforeEach
    void twoInvoicesThatWait() {
        seller = portal.organisation("Seller");
        buyer = portal.organisation("Buyer");
        sending = portal.connect(seller, "radar");
        retrieving = portal.connect(buyer, "basecone");
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        Portal.send(sending, seller, Invoices.next(seller, buyer));
    }

    @Test
    void aReofferThatGoesOnIsStoppedOnItsPage() throws SQLException {
        List<String> before = Portal.listed(retrieving, buyer);
        Held held = Held.queuesOf(retrieving);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            visitor.tick("Select all that are shown").check();
            visitor.button("Re-offer to API (2)").click();
            startAndStop(visitor);
        } finally {
            held.letGo();
        }
        // what was not offered again lies where it lay
        assertThat(Portal.listed(retrieving, buyer)).containsExactlyElementsOf(before);
    }

    @Test
    void aReofferToAllConnectionsIsStoppedOnItsPage() throws SQLException {
        Held held = Held.queuesOf(retrieving);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.button("Re-offer to all connections").click();
            visitor.page().getByText("Received on these days").click();
            visitor.field("Up to and including").fill("2999-01-01");
            assertThat(visitor.page().locator("#total")).hasText("2 documents will be offered again.");
            startAndStop(visitor);
        } finally {
            held.letGo();
        }
        assertThat(Portal.reasons(retrieving, buyer)).containsExactly("received", "received");
    }

    private static void startAndStop(Visitor visitor) {
        visitor.button("Re-offer").click();
        assertThat(badge(visitor)).hasText("Running");
        assertThat(visitor.page().getByText("0 of 2")).isVisible();
        visitor.button("Stop").click();
        assertThat(badge(visitor)).hasText("Stopped");
        assertThat(visitor.button("Stop")).hasCount(0);
        assertThat(visitor.page().locator(".progress-line")).containsText("Stopped after 0 of 2 documents");
    }

    @Test
    void theOperatorStopsARunOfTheJobAndStartsItAgain() throws SQLException {
        List<String> documents = Portal.listed(retrieving, buyer);
        String reoffer;
        Held held = Held.queuesOf(retrieving);
        try (Visitor visitor = Visitor.english()) {
            try {
                reoffer = portal.post("reoffers", Map.of("organisationId", buyer.id(), "documentIds", documents))
                        .get("id")
                        .getAsString();
                visitor.logIn("batch-runs");
                Locator running = visitor.page().locator("tbody tr", with("Running"));
                running.first()
                        .getByRole(com.microsoft.playwright.options.AriaRole.LINK)
                        .click();
                assertThat(badge(visitor)).hasText("Running");
                visitor.button("Stop").click();
                assertThat(badge(visitor)).hasText("Stopped");
            } finally {
                held.letGo();
            }
            visitor.button("Restart").click();
            assertThat(visitor.page().locator("#toasts")).containsText("Started.");
            assertThat(visitor.heading()).hasText("Batch runs");
            // what the stopped run had begun is kept, and a new one does what is left
            visitor.page().waitForCondition(() -> portal.get("reoffers/" + reoffer)
                    .get("state")
                    .getAsString()
                    .equals("completed"));
        }
        assertThat(portal.get("reoffers/" + reoffer).get("offered").getAsInt()).isEqualTo(2);
        assertThat(Portal.listed(retrieving, buyer)).containsExactlyElementsOf(documents);
    }

    @Test
    void theOperatorStartsTheJobByHand() {
        try (Visitor visitor = Visitor.english().logIn("batch-runs")) {
            visitor.button("Start now").click();
            assertThat(visitor.page().locator("#toasts"))
                    .containsText("Started. A run shows here if it finds something to do.");
        }
    }

    private static Locator badge(Visitor visitor) {
        return visitor.page().locator(".page-head .badge");
    }

    private static com.microsoft.playwright.Page.LocatorOptions with(String text) {
        return new com.microsoft.playwright.Page.LocatorOptions().setHasText(text);
    }

    /** What a run needs is held back by another transaction, so that it is under way for as long as a person needs. */
    private record Held(Connection connection) {

        static Held queuesOf(Keys keys) throws SQLException {
            Connection connection = Installation.database().connect();
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement(
                    "SELECT 1 FROM delivery_queue WHERE connection_id = ? ORDER BY organisation_id, queue_id FOR NO KEY UPDATE")) {
                lock.setObject(1, UUID.fromString(keys.connection()));
                lock.executeQuery();
            }
            return new Held(connection);
        }

        void letGo() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }
}
