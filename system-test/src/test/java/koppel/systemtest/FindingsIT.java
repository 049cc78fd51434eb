package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the rules said about a document is told to the packages that have to do with it, in one form everywhere, and to no other. */
class FindingsIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    FindingsIT() {
        super(Pair.at(micro.address()));
    }

    private byte[] with(String place, String instead) {
        return utf8(invoice().replace(place, instead));
    }

    /** A warning is all that the rules have for it. */
    private byte[] doubtful() {
        return with("<cbc:IssueDate>", "<cbc:UUID>" + UUID.randomUUID() + "</cbc:UUID><cbc:IssueDate>");
    }

    private byte[] wrong() {
        return with(">121.00<", ">122.00<");
    }

    private String upload(byte[] invoice) {
        return administrator
                .http()
                .postXml(buyer.inPortal("/inbox"), invoice)
                .expect(201)
                .json()
                .getString("documentId");
    }

    private static JsonObject findings(SoftwarePackage by, String direction, String document) {
        return by.http()
                .get(by.path(direction + "/" + document + "/findings"))
                .expect(200)
                .json();
    }

    private static List<String> rules(JsonObject verdict) {
        return verdict.getJsonArray("findings").getValuesAs(JsonValue::asJsonObject).stream()
                .map(finding -> finding.getString("severity") + " " + finding.getString("ruleId"))
                .toList();
    }

    private String onlyListed() {
        return retrieving.listed().get(0).getString("documentId");
    }

    /** Whoever gets nothing of a document's statuses gets nothing of its findings, in the same words. */
    private static void isNothingTo(SoftwarePackage by, String ofDocument) {
        JsonObject status = by.http().get(ofDocument + "/status").problem(404, "not-found");
        JsonObject findings = by.http().get(ofDocument + "/findings").problem(404, "not-found");
        assertThat(findings.getString("detail")).isEqualTo(status.getString("detail"));
    }

    @Test
    void theWarningsOfADocumentAreToldToItsSenderAndToItsReceiverAsTheDryRunTellsThem() {
        byte[] invoice = doubtful();
        JsonObject validated = sending.http()
                .postXml(sending.path("salesInvoice/validate"), invoice)
                .expect(200)
                .json();

        String sent = sending.send(invoice);
        String received = onlyListed();

        assertThat(rules(validated)).containsExactly("warning UBL-CR-005");
        assertThat(validated.getBoolean("valid")).isTrue();
        assertThat(findings(sending, "salesInvoice", sent)).isEqualTo(validated);
        assertThat(findings(retrieving, "purchaseInvoice", received)).isEqualTo(validated);
        assertThat(administrator.box(seller, "outbox/" + sent + "/findings")).isEqualTo(validated);
        assertThat(administrator.box(buyer, "inbox/" + received + "/findings")).isEqualTo(validated);

        retrieving.download(received);
        assertThat(findings(retrieving, "purchaseInvoice", received)).isEqualTo(validated);
    }

    @Test
    void whereTheRulesHadNothingToSayThereAreNoFindings() {
        String sent = sending.send(Invoices.next(seller, buyer));

        for (JsonObject verdict : List.of(
                findings(sending, "salesInvoice", sent), findings(retrieving, "purchaseInvoice", onlyListed()))) {
            assertThat(verdict.keySet()).containsExactlyInAnyOrder("valid", "ruleSet", "findings");
            assertThat(verdict.getBoolean("valid")).isTrue();
            assertThat(verdict.getString("ruleSet")).startsWith("eu.peppol.bis3:invoice:");
            assertThat(rules(verdict)).isEmpty();
        }
    }

    @Test
    void whatWasKeptAlthoughItBreaksRulesSaysWhichToThePackageThatGetsIt() {
        String document = upload(wrong());

        assertThat(retrieving
                        .http()
                        .get(retrieving.path("purchaseInvoice/" + document + "/status"))
                        .expect(200)
                        .array()
                        .getValuesAs(JsonValue::asJsonObject))
                .extracting(status -> status.getString("name"))
                .containsExactly("Received", "Invalid");
        JsonObject verdict = findings(retrieving, "purchaseInvoice", document);
        assertThat(verdict.getBoolean("valid")).isFalse();
        assertThat(rules(verdict)).contains("error BR-CO-15");
    }

    @Test
    void ofOthersDocumentsNothingIsTold() {
        String sent = sending.send(doubtful());
        String received = onlyListed();
        SoftwarePackage later = administrator.connect(buyer, "yuki");
        SoftwarePackage another = administrator.connect(seller, "exact-multivers");
        SoftwarePackage stranger = administrator.connect(administrator.organisation("Stranger"), "basecone");

        isNothingTo(stranger, stranger.path("purchaseInvoice/" + received));
        isNothingTo(stranger, retrieving.path("purchaseInvoice/" + received));
        isNothingTo(retrieving, retrieving.path("purchaseInvoice/" + sent));
        isNothingTo(retrieving, retrieving.path("salesInvoice/" + received));
        isNothingTo(sending, sending.path("purchaseInvoice/" + sent));
        isNothingTo(later, later.path("purchaseInvoice/" + received));
        isNothingTo(another, another.path("salesInvoice/" + sent));
        Http.anonymous(micro.address())
                .get(retrieving.path("purchaseInvoice/" + received + "/findings"))
                .problem(401, "unauthenticated");
    }

    @Test
    void whatIsNoDocumentOrIsHeldBackOrWithdrawnIsNotFound() {
        isNothingTo(retrieving, retrieving.path("purchaseInvoice/nonsense"));
        isNothingTo(retrieving, retrieving.path("purchaseInvoice/" + UUID.randomUUID()));
        byte[] invoice = wrong();
        String first = upload(invoice);
        String duplicate = upload(invoice);

        isNothingTo(retrieving, retrieving.path("purchaseInvoice/" + duplicate));
        administrator
                .http()
                .post(buyer.inPortal("/inbox/" + duplicate + "/original"))
                .expect(204);
        assertThat(findings(retrieving, "purchaseInvoice", duplicate))
                .isEqualTo(findings(retrieving, "purchaseInvoice", first));

        retrieving.http().delete(retrieving.path("purchaseInvoice/" + first)).expect(204);
        isNothingTo(retrieving, retrieving.path("purchaseInvoice/" + first));
    }
}
