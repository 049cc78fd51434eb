package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import koppel.client.ApiClient;
import koppel.client.ApiException;
import koppel.client.api.VendorApi;
import koppel.client.model.AcknowledgeResult;
import koppel.client.model.DocumentIds;
import koppel.client.model.Listing;
import koppel.client.model.Offered;
import koppel.client.model.PartyReference;
import koppel.client.model.Status;
import koppel.client.model.Token;
import koppel.client.model.Verdict;
import koppel.systemtest.description.ApiDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a vendor does with the description: reads it, tries it, and takes the client that openapi-generator makes of it, without writing a
 * request by hand.
 */
class DescriptionIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    DescriptionIT() {
        super(Pair.at(micro.address()));
    }

    private static VendorApi with(String authorization) {
        return new VendorApi(new ApiClient()
                .setScheme("http")
                .setHost(micro.address().getHost())
                .setPort(micro.address().getPort())
                .setRequestInterceptor(request -> {
                    if (authorization != null) {
                        request.setHeader("Authorization", authorization);
                    }
                }));
    }

    private static VendorApi withKeys(SoftwarePackage connected) {
        return with("Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (connected.appKey() + ":" + connected.secret()).getBytes(StandardCharsets.UTF_8)));
    }

    private File invoice(Path directory) throws IOException {
        return Files.write(directory.resolve("invoice.xml"), Invoices.next(seller, buyer))
                .toFile();
    }

    @Test
    void itSendsListsDownloadsAndAcknowledges(@TempDir Path directory) throws Exception {
        File invoice = invoice(directory);
        VendorApi seller = withKeys(sending);
        VendorApi buyer = withKeys(retrieving);

        assertThat(seller.testConnection().getName()).isNotBlank();
        assertThat(buyer.listParties().get(0).getPermissions().getCanReceiveDocument())
                .isTrue();
        PartyReference reachable = seller.queryRecipientParty(
                sending.organisation().partyId(),
                List.of(retrieving.organisation().partyId()));
        assertThat(reachable.getId()).isEqualTo(retrieving.organisation().partyId());
        Verdict verdict = seller.validateInvoice(sending.organisation().partyId(), invoice);
        assertThat(verdict.getValid()).isTrue();

        UUID sent = seller.sendInvoice(sending.organisation().partyId(), invoice, reachable.getId(), "message 1")
                .getId();
        ApiException again = catchThrowableOfType(
                ApiException.class,
                () -> seller.sendInvoice(sending.organisation().partyId(), invoice, null, "message 1"));
        assertThat(again.getCode()).isEqualTo(409);
        assertThat(again.getResponseBody()).contains(sent.toString());

        String receiver = retrieving.organisation().partyId();
        Listing listed = buyer.listPurchaseInvoices(receiver, 10, null);
        Offered offered = listed.getItems().get(0);
        assertThat(listed.getItems()).hasSize(1);
        assertThat(offered.getSender()).isEqualTo(sending.organisation().partyId());
        assertThat(offered.getReason()).isEqualTo(Offered.ReasonEnum.RECEIVED);
        String document = offered.getDocumentId().toString();
        assertThat(buyer.downloadPurchaseInvoice(receiver, document)).hasSameBinaryContentAs(invoice);
        assertThat(buyer.acknowledgePurchaseInvoices(
                                receiver, new DocumentIds().addDocumentIdsItem(offered.getDocumentId()))
                        .getResults())
                .extracting(AcknowledgeResult::getOutcome)
                .containsExactly(AcknowledgeResult.OutcomeEnum.ALREADY_ACKNOWLEDGED);
        assertThat(buyer.listPurchaseInvoices(receiver, 10, listed.getNext()).getItems())
                .isEmpty();
        assertThat(seller.statusSalesInvoice(sending.organisation().partyId(), sent.toString()))
                .extracting(Status::getName)
                .containsExactly("Sent");
        assertThat(seller.findingsSalesInvoice(sending.organisation().partyId(), sent.toString()))
                .isEqualTo(verdict)
                .isEqualTo(buyer.findingsPurchaseInvoice(receiver, document));
    }

    @Test
    void itExchangesKeysForAToken() throws Exception {
        Token token =
                with(null).token("client_credentials", null, null, retrieving.appKey(), retrieving.secret(), "ap");
        assertThat(with("Bearer " + token.getAccessToken()).listParties()).hasSize(1);
    }

    @Test
    void theDescriptionIsThereToReadAndToTryAndAsksNoForeignHost() {
        Http anonymous = Http.anonymous(micro.address());
        Answer page = anonymous.get("/docs/").expect(200);
        assertThat(text(page)).contains("swagger-ui-bundle.js").doesNotContain("://");
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        for (String file : new String[] {"swagger-ui-bundle.js", "swagger-ui.css", "start.js", "page.css"}) {
            anonymous.get("/docs/" + file).expect(200);
        }
        anonymous.get("/docs/WEB-INF/web.xml").expect(404);
        assertThat(text(anonymous.get("/docs/errors").expect(200))).contains("id=\"invalid-document\"");
        assertThat(text(anonymous.get("/openapi").expect(200)))
                .contains("queryRecipientParty", "APP_KEY:kpl_app_EXAMPLE", "lookAtPurchaseInvoice");
        // whatever address it is read at is the one that is tried, as the page's policy wants it
        assertThat(ApiDescription.parsed(anonymous.get("/openapi").expect(200).bytes())
                        .root()
                        .get("servers")
                        .findValuesAsText("url"))
                .containsExactly("/");
    }

    @Test
    void aHeadIsAnsweredAsTheGetWouldBe() {
        Http anonymous = Http.anonymous(micro.address());
        for (String path : List.of("/.well-known/openid-configuration", "/.well-known/jwks.json")) {
            head(anonymous, path).expect(200);
        }
        head(retrieving.http(), "/api/v1/me").expect(200);
        head(retrieving.http(), retrieving.path("purchaseInvoice")).expect(200);
        head(retrieving.http(), retrieving.path("purchaseInvoice/none/status")).expect(404);
        head(administrator.http(), "/portal/v1/me").expect(200);
        for (String path : List.of("/api/v1/me", "/portal/v1/me")) {
            head(anonymous, path).expect(401);
        }
        head(anonymous, "/connect/token").expect(405);
    }

    private static Answer head(Http by, String path) {
        return by.call("HEAD", path, null, BodyPublishers.noBody());
    }

    private static String text(Answer answer) {
        return new String(answer.bytes(), StandardCharsets.UTF_8);
    }
}
