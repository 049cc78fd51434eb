package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inbox, documents and re-offers. */
class DocumentsIT {

    private final Portal portal = Portal.signedIn();
    private Organisation seller;
    private Organisation buyer;
    private Keys sending;
    private Keys retrieving;

    @BeforeEach
    void aSellerAndABuyer() {
        seller = portal.organisation("Seller");
        buyer = portal.organisation("Buyer");
        sending = portal.connect(seller, "radar");
        retrieving = portal.connect(buyer, "basecone");
    }

    @Test
    void anInvoiceIsReadableWithItsWay() throws IOException {
        Portal.send(sending, seller, Invoices.numbered(seller, buyer, "2026-77"));
        String id = Portal.listed(retrieving, buyer).get(0);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            visitor.link("Bakkerij De Molen B.V.").click();
            assertThat(visitor.heading()).hasText("Invoice 2026-77");
            assertThat(visitor.page().locator("invoice-view")).containsText("Baking lessons");
            assertThat(visitor.page().locator(".grand")).containsText("€508.20");
            assertThat(visitor.page().getByText("It lies ready.")).isVisible();
            assertThat(visitor.page().locator(".way li.validated")).containsText("Validated");
            assertThat(visitor.page().locator(".way li.validated")).containsText("rules eu.peppol.bis3:invoice:");
            Download attachment = visitor.page()
                    .waitForDownload(() -> visitor.button("Download hours.csv").click());
            assertThat(Files.readString(attachment.path())).isEqualTo("day;hours\n1;4\n");
            Portal.retrieve(retrieving, buyer, id);
            visitor.page().reload();
            assertThat(visitor.page().getByText("It has arrived.")).isVisible();
            assertThat(visitor.page().locator(".way li.retrieved")).containsText("Basecone");
        }
    }

    @Test
    void theInboxIsFilteredAndSearched() {
        Portal.send(sending, seller, Invoices.numbered(seller, buyer, "2026-501"));
        Portal.send(sending, seller, Invoices.numbered(seller, buyer, "2026-502"));
        Portal.retrieve(retrieving, buyer, Portal.listed(retrieving, buyer).get(0));
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            assertThat(visitor.page().locator("tbody tr")).hasCount(2);
            visitor.field("State").selectOption("retrieved");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            assertThat(visitor.page().locator("tbody")).containsText("2026-501");
            visitor.field("State").selectOption("");
            visitor.field("Search by number or party").fill("502");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            assertThat(visitor.page().locator("tbody")).containsText("2026-502");
            visitor.field("Search by number or party").fill("nothing like it");
            assertThat(visitor.page().getByText("Nothing found.")).isVisible();
        }
    }

    @Test
    void aDuplicateIsHeldBackUntilItIsMarkedAsOriginal() {
        byte[] invoice = Invoices.numbered(seller, buyer, "2026-twice");
        Portal.send(sending, seller, invoice);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            visitor.button("Upload an invoice").click();
            visitor.field("Invoice as UBL (XML)")
                    .setInputFiles(new FilePayload("invoice.xml", "application/xml", invoice));
            visitor.button("Upload").click();
            assertThat(visitor.page().getByText("It has not arrived: an invoice with the same supplier"))
                    .isVisible();
            visitor.button("Mark as original").click();
            assertThat(visitor.page().getByText("It lies ready.")).isVisible();
            assertThat(Portal.listed(retrieving, buyer)).hasSize(2);
        }
    }

    @Test
    void anUploadThatIsNoInvoiceIsRefusedWithItsFindings() {
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            visitor.button("Upload an invoice").click();
            visitor.field("Invoice as UBL (XML)")
                    .setInputFiles(new FilePayload(
                            "no.xml",
                            "application/xml",
                            "<no-invoice/>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            visitor.button("Upload").click();
            assertThat(visitor.dialog().locator(".findings li")).not().hasCount(0);
        }
    }

    @Test
    void everythingUnretrievedIsCountedOfferedAgainAndFollowedToTheEnd() {
        for (int i = 0; i < 5; i++) {
            Portal.send(sending, seller, Invoices.next(seller, buyer));
        }
        Portal.retrieve(retrieving, buyer, Portal.listed(retrieving, buyer).get(0));
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.menu("Basecone", "Re-offer to API");
            assertThat(visitor.page().locator("#total")).hasText("4 documents will be offered again.");
            visitor.tick("Also what was retrieved before").check();
            assertThat(visitor.page().locator("#total")).hasText("5 documents will be offered again.");
            visitor.tick("Also what was retrieved before").uncheck();
            assertThat(visitor.page().locator("#total")).hasText("4 documents will be offered again.");
            visitor.button("Re-offer").click();
            assertThat(visitor.page().locator(".page-head .badge")).hasText("Completed");
            assertThat(visitor.page().getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "4");
            assertThat(visitor.page().locator("#offered")).hasText("4");
        }
        assertThat(Portal.listed(retrieving, buyer)).hasSize(4);
    }

    @Test
    void aSelectionSaysWhyOneWasNotOffered() {
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        Portal.retrieve(retrieving, buyer, Portal.listed(retrieving, buyer).get(0));
        try (Visitor visitor = Visitor.english().logIn(buyer.path("inbox"))) {
            visitor.tick("Select all that are shown").check();
            visitor.button("Re-offer to API (2)").click();
            assertThat(visitor.page().locator("#total"))
                    .hasText("1 offer will be made: one of each document for each software.");
            assertThat(visitor.page().locator("#skipped li")).hasText("Retrieved before: 1");
            visitor.button("Re-offer").click();
            assertThat(visitor.page().locator(".page-head .badge")).hasText("Completed");
            assertThat(visitor.page().locator("#offered")).hasText("1");
            assertThat(visitor.page().locator("page-reoffer table.plain")).containsText("Retrieved before");
        }
    }

    @Test
    void progressIsShownWhileItGoesOn() {
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        String id = portal.post("reoffers", Map.of("connectionId", retrieving.connection()))
                .get("id")
                .getAsString();
        try (Visitor visitor = Visitor.english()) {
            // what a long run answers, one look after the other
            List<String> looks =
                    List.of(run("running", 1000, 250), run("running", 1000, 500), run("completed", 1000, 1000));
            int[] look = {0};
            visitor.page()
                    .route(
                            "**/portal/v1/reoffers/" + id,
                            route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(looks.get(Math.min(look[0]++ / 3, 2)))));
            visitor.logIn(buyer.path("reoffers/" + id));
            assertThat(visitor.page().getByText("250 of 1,000")).isVisible();
            assertThat(visitor.page().getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "500");
            assertThat(visitor.page().locator("page-reoffer")).containsText("Remaining");
            assertThat(visitor.page().locator(".progress-line")).containsText("1,000 of 1,000 offered");
            assertThat(visitor.page().locator(".page-head .badge")).hasText("Completed");
        }
    }

    @Test
    void theOverviewSaysWhatNeedsAttentionAndPlotsTheDays() {
        Portal.send(sending, seller, Invoices.next(seller, buyer));
        portal.revoke(retrieving);
        try (Visitor visitor = Visitor.english().logIn(buyer.path(""))) {
            assertThat(visitor.link(
                            "Basecone is revoked and 1 invoice waits: reconnect it, or let another connection follow"))
                    .isVisible();
            assertThat(visitor.page().locator("day-plot svg").first())
                    .hasAttribute("aria-label", java.util.regex.Pattern.compile("Received 1, .*"));
            assertThat(((Number) visitor.page()
                                    .evaluate("document.querySelector('day-plot polyline.received').getBBox().width"))
                            .intValue())
                    .isGreaterThan(500);
            visitor.page().getByText("As a table").click();
            assertThat(visitor.page().locator("day-plot tbody tr").first()).containsText("1");
        }
    }

    @Test
    void whatWasGivenBackTooOftenIsPutReadyAgainFromTheOverview() {
        portal.revoke(retrieving);
        Keys explicit = portal.connect(buyer, Map.of("softwarePackage", "own-app", "acknowledgement", "explicit"));
        Portal.send(sending, seller, Invoices.numbered(seller, buyer, "2026-stuck"));
        String document = Portal.listed(explicit, buyer).get(0);
        for (int i = 0; i < 10; i++) {
            Portal.retrieve(explicit, buyer, document);
            Portal.release(explicit, buyer, document);
        }
        assertThat(Portal.listed(explicit, buyer)).isEmpty();
        try (Visitor visitor = Visitor.english().logIn(buyer.path(""))) {
            visitor.button("Put ready again 2026-stuck").click();
            assertThat(visitor.page().getByText("Invoice 2026-stuck lies ready again."))
                    .isVisible();
            assertThat(visitor.button("Put ready again 2026-stuck")).hasCount(0);
        }
        assertThat(Portal.listed(explicit, buyer)).containsExactly(document);
    }

    private static String run(String state, int total, int done) {
        return """
                {"id": "r", "state": "%s", "total": %d, "done": %d, "offered": %d, "skipped": {},
                 "startedOn": "2026-11-02T12:00:00Z", "endedOn": %s}""".formatted(state, total, done, done, state.equals("running") ? null : "\"2026-11-02T12:00:10Z\"");
    }
}
