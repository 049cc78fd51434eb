package koppel.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import koppel.console.Portal.Keys;
import koppel.console.Portal.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A re-offer to all connections of an organisation at once. */
class OrganisationReofferIT {

    private static final String ALL = "Re-offer to all connections";

    private final Portal portal = Portal.signedIn();
    private Organisation seller;
    private Organisation buyer;
    private Keys sending;
    private Keys basecone;
    private Keys archive;

    @BeforeEach
    void threeInvoicesForTwoPackagesOfWhichOneHasRetrievedTwo() {
        seller = portal.organisation("Seller");
        buyer = portal.organisation("Buyer");
        sending = portal.connect(seller, "radar");
        basecone = portal.connect(buyer, "basecone");
        archive = portal.connect(buyer, Map.of("softwarePackage", "own-app", "name", "Archive"));
        for (int i = 0; i < 3; i++) {
            Portal.send(sending, seller, Invoices.next(seller, buyer));
        }
        Portal.listed(basecone, buyer).subList(0, 2).forEach(one -> Portal.retrieve(basecone, buyer, one));
    }

    @Test
    void whatEachConnectionHasNotRetrievedIsOfferedToItAgain() {
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.button(ALL).click();
            assertThat(visitor.dialog()).containsText("Re-offer to all connections of Buyer");
            assertThat(total(visitor)).hasText("4 documents will be offered again, counted for each connection.");
            // a dry run only says so
            assertThat(Portal.reasons(basecone, buyer)).containsExactly("received");
            assertThat(Portal.reasons(archive, buyer)).containsOnly("received");
            visitor.button("Re-offer").click();
            assertCompleted(visitor, 4);
            assertThat(each(visitor)).hasCount(2);
            assertThat(each(visitor, "Basecone")).containsText("Purchase invoices · 1 document");
            assertThat(each(visitor, "Archive")).containsText("Purchase invoices · 3 documents");
        }
        assertThat(Portal.reasons(basecone, buyer)).containsExactly("reoffered");
        assertThat(Portal.reasons(archive, buyer)).containsExactly("reoffered", "reoffered", "reoffered");
    }

    @Test
    void whatWasRetrievedOnSomeDaysIsOfferedAgainOnceThatIsChosen() {
        List<String> documents = Portal.listed(archive, buyer);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.button(ALL).click();
            visitor.page().getByText("Received on these days").click();
            visitor.field("From")
                    .fill(LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
            assertThat(total(visitor)).hasText("4 documents will be offered again, counted for each connection.");
            visitor.tick("Also what was retrieved before").check();
            assertThat(total(visitor)).hasText("6 documents will be offered again, counted for each connection.");
            visitor.button("Re-offer").click();
            assertCompleted(visitor, 6);
            assertThat(each(visitor, "Basecone")).hasCount(3);
            assertThat(each(visitor, "Archive")).hasCount(3);
        }
        assertThat(Portal.listed(basecone, buyer)).containsExactlyInAnyOrderElementsOf(documents);
        assertThat(Portal.reasons(basecone, buyer)).containsExactly("reoffered", "reoffered", "reoffered");
        assertThat(Portal.reasons(archive, buyer)).containsExactly("reoffered", "reoffered", "reoffered");
    }

    @Test
    void aRevokedConnectionIsNotAmongThoseThatGetAnything() {
        portal.revoke(archive);
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.button(ALL).click();
            assertThat(visitor.page().locator("#connections")).hasText("To 1 active connection: Basecone.");
            assertThat(total(visitor)).hasText("1 document will be offered again.");
            visitor.button("Re-offer").click();
            assertCompleted(visitor, 1);
        }
        assertThat(portal.get("connections/" + archive.connection())
                        .get("waiting")
                        .getAsInt())
                .isEqualTo(3);
    }

    @Test
    void theKeyboardOpensItAndEscapeChangesNothing() {
        try (Visitor visitor = Visitor.english().logIn(buyer.path("connections"))) {
            visitor.button(ALL).focus();
            visitor.page().keyboard().press("Enter");
            visitor.awaitFocusOn("Re-offer to all connections of Buyer");
            assertThat(visitor.page().locator("#connections"))
                    .hasText(java.util.regex.Pattern.compile(
                            "To 2 active connections: (Basecone and Archive|Archive and Basecone)\\."));
            visitor.page().keyboard().press("Escape");
            visitor.awaitFocusOn(ALL);
        }
        assertThat(Portal.reasons(basecone, buyer)).containsExactly("received");
    }

    @Test
    void itIsSaidInDutch() {
        try (Visitor visitor = Visitor.speaking("nl-NL").logIn(buyer.path("connections"))) {
            visitor.button("Opnieuw aanbieden aan alle koppelingen").click();
            assertThat(visitor.dialog()).containsText("Opnieuw aanbieden aan alle koppelingen van Buyer");
            assertThat(total(visitor)).hasText("4 documenten worden opnieuw aangeboden, geteld voor elke koppeling.");
        }
    }

    @Test
    void whereNothingRetrievesItIsNotOffered() {
        try (Visitor visitor = Visitor.english().logIn(seller.path("connections"))) {
            assertThat(visitor.link("Radar")).isVisible();
            assertThat(visitor.button(ALL)).hasCount(0);
        }
    }

    private static void assertCompleted(Visitor visitor, int documents) {
        assertThat(visitor.page().locator(".page-head .badge")).hasText("Completed");
        assertThat(visitor.page().getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "" + documents);
        assertThat(visitor.page().locator("#offered")).hasText("" + documents);
    }

    private static Locator total(Visitor visitor) {
        return visitor.page().locator("#total");
    }

    private static Locator each(Visitor visitor) {
        return visitor.page().locator("section[aria-labelledby=each] tbody tr");
    }

    private static Locator each(Visitor visitor, String connection) {
        return each(visitor).filter(new Locator.FilterOptions().setHasText(connection));
    }
}
