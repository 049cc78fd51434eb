package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a software vendor meets: rules, responses, receivers, and whatever else the vendor API promises. */
class VendorApiIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    VendorApiIT() {
        super(Pair.at(micro.address()));
    }

    private byte[] wrongSums() {
        return utf8(invoice().replace(">121.00<", ">122.00<"));
    }

    private static List<String> ruleIds(JsonObject withFindings) {
        return withFindings.getJsonArray("findings").getValuesAs(JsonValue::asJsonObject).stream()
                .map(finding -> finding.getString("ruleId"))
                .toList();
    }

    private Answer validate(byte[] document) {
        return sending.http().postXml(sending.path("salesInvoice/validate"), document);
    }

    @Test
    void aDryRunSaysWhatTheRulesSayAndStoresNothing() {
        JsonObject good = validate(Invoices.next(buyer, seller)).expect(200).json();
        assertThat(good.getBoolean("valid")).isTrue();
        assertThat(good.getString("ruleSet")).startsWith("eu.peppol.bis3:invoice:");
        assertThat(good.getJsonArray("findings")).isEmpty();
        assertThat(validate(Invoices.creditNote(seller, buyer, "C-1"))
                        .expect(200)
                        .json()
                        .getString("ruleSet"))
                .startsWith("eu.peppol.bis3:creditnote:");

        JsonObject bad = validate(wrongSums()).expect(200).json();
        assertThat(bad.getBoolean("valid")).isFalse();
        JsonObject finding = bad.getJsonArray("findings").getJsonObject(0);
        assertThat(finding.getString("ruleId")).isEqualTo("BR-CO-15");
        assertThat(finding.getString("severity")).isEqualTo("error");
        assertThat(finding.getString("location")).isEqualTo("/Invoice");
        assertThat(finding.getString("text")).isNotBlank();

        JsonObject order = validate(utf8("<Order/>")).expect(200).json();
        assertThat(order.getBoolean("valid")).isFalse();
        assertThat(ruleIds(order)).containsExactly("schema");
        validate(utf8("<Order>")).problem(422, "invalid-document");
        nothingIsStored();
    }

    @Test
    void whatTheRulesForbidIsRefusedToSendersAndKeptFromOthers() {
        byte[] wrong = wrongSums();
        assertThat(ruleIds(sending.trySend(wrong).problem(422, "invalid-document")))
                .contains("BR-CO-15");
        nothingIsStored();

        JsonObject uploaded = administrator
                .http()
                .postXml("/portal/v1/organisations/" + buyer.id() + "/inbox", wrong)
                .expect(201)
                .json();
        assertThat(uploaded.getBoolean("valid")).isFalse();
        String document = uploaded.getString("documentId");
        assertThat(administrator.box(buyer, "inbox?state=invalid").getJsonArray("items"))
                .hasSize(1);
        JsonObject kept = administrator.box(buyer, "inbox/" + document + "/findings");
        assertThat(kept.getBoolean("valid")).isFalse();
        assertThat(ruleIds(kept)).contains("BR-CO-15");
        assertThat(retrieving.download(document)).isEqualTo(wrong);
        administrator
                .http()
                .get("/portal/v1/organisations/" + seller.id() + "/inbox/" + document + "/findings")
                .problem(404, "not-found");
    }

    @Test
    void anAccessPointHandsInWithCredentialsOfItsOwnAndTheSameMessageIsOneDocument() {
        JsonObject accessPoint = administrator
                .http()
                .post("/portal/v1/accessPoints", "{\"name\": \"The network\"}")
                .expect(201)
                .json();
        Http network = Http.anonymous(micro.address())
                .basic(accessPoint.getString("clientId"), accessPoint.getString("secret"));
        byte[] invoice = Invoices.next(seller, buyer);
        String path = "/intake/v1/documents?receiverId=" + buyer.partyId();

        String id = network.postXml(path, invoice, "X-Message-Id", "m-1")
                .expect(201)
                .json()
                .getString("id");
        assertThat(network.postXml(path, invoice, "X-Message-Id", "m-1")
                        .expect(200)
                        .json()
                        .getString("id"))
                .isEqualTo(id);
        assertThat(retrieving.listed()).hasSize(1);
        assertThat(retrieving.download(id)).isEqualTo(invoice);
        byte[] next = Invoices.next(seller, buyer);
        List<Answer> together = atOnce(8, () -> network.postXml(path, next, "X-Message-Id", "m-1b"));
        assertThat(together)
                .extracting(answer -> answer.json().getString("id"))
                .containsOnly(together.get(0).json().getString("id"));
        assertThat(together).extracting(Answer::status).containsOnlyOnce(201).contains(200);
        assertThat(retrieving.listed()).hasSize(1);
        assertThat(network.postXml(path, wrongSums(), "X-Message-Id", "m-2")
                        .expect(201)
                        .json()
                        .getBoolean("valid"))
                .isFalse();

        network.postXml(path, invoice).problem(400, "invalid-input");
        network.postXml("/intake/v1/documents?receiverId=" + seller.partyId(), invoice, "X-Message-Id", "m-3")
                .problem(422, "receiver-other");
        network.postXml(path, utf8("<a>"), "X-Message-Id", "m-4").problem(422, "invalid-document");
        retrieving.http().postXml(path, invoice, "X-Message-Id", "m-5").problem(401, "unauthenticated");
        network.get("/api/v1/me").problem(401, "unauthenticated");
        administrator
                .http()
                .delete("/portal/v1/accessPoints/" + accessPoint.getString("id"))
                .expect(204);
        network.postXml(path, invoice, "X-Message-Id", "m-6").problem(401, "unauthenticated");
    }

    @Test
    void ofTheSameMessageSentManyTimesAtOnceOneIsTakenAndTheOthersAreToldItsId() {
        byte[] invoice = Invoices.next(seller, buyer);

        List<Answer> answers = atOnce(12, () -> sending.trySend(invoice, "X-EConnect-DocumentId", "m-1"));

        List<Answer> taken =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(taken).hasSize(1);
        String id = taken.get(0).json().getString("id");
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> assertThat(
                        answer.problem(409, "document-sent-before").getString("id"))
                .isEqualTo(id));
        assertThat(retrieving.listed()).hasSize(1);
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).hasSize(1);
    }

    private static List<Answer> atOnce(int many, Supplier<Answer> call) {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            return Stream.generate(() -> CompletableFuture.supplyAsync(call, threads)).limit(many).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aResponseTravelsToTheSendersDocumentAsAStatus() {
        String sent = sending.send(Invoices.next(seller, buyer));
        String received = retrieving.listed().get(0).getString("documentId");
        respond(received, "{\"status\": \"AB\"}").expect(200);
        respond(received, "{\"status\": \"RE\"}").problem(400, "invalid-input");
        respond(received, "{\"status\": \"maybe\"}").problem(400, "invalid-input");
        respond(received, "{\"status\": \"UQ\", \"reasons\": [\"Which order?\"]}")
                .expect(200);
        respond(received, """
                {"status": "CA", "reasons": {"PRI": "Ten percent too much."}, "actions": {"NIN": "Please send another."}, "note": "Thanks."}""").expect(200);
        respond(received, "{\"status\": \"RE\", \"reasons\": {\"PRI\": 1}}").problem(400, "invalid-input");
        respond(received, "{\"status\": \"AP\"}").expect(200);
        respond(received, "{\"status\": \"AP\"}").expect(200);
        assertThat(respond(received, "{\"status\": \"IP\"}")
                        .problem(409, "response-not-allowed")
                        .getString("response"))
                .isEqualTo("AP");
        List<JsonObject> statuses = sending.http()
                .get(sending.path("salesInvoice/" + sent + "/status"))
                .expect(200)
                .array()
                .getValuesAs(JsonValue::asJsonObject);
        assertThat(statuses)
                .extracting(status -> status.getString("name"))
                .containsExactly("Sent", "AB", "UQ", "CA", "AP");
        assertThat(statuses.get(2).getString("description")).contains("Which order?");
        assertThat(statuses.get(3).getString("description"))
                .endsWith("PRI: Ten percent too much. NIN: Please send another. Thanks.");
        sending.http()
                .post(
                        "/api/v1/" + seller.partyId() + "/purchaseInvoice/" + received + "/response",
                        "{\"status\": \"AB\"}")
                .problem(404, "not-found");
    }

    private Answer respond(String document, String json) {
        return retrieving.http().post(retrieving.path("purchaseInvoice/" + document + "/response"), json);
    }

    @Test
    void aReceiverIsFoundUnderTheFirstOfItsPartyIdsThatIsReachable() {
        String path = sending.path("salesInvoice/queryRecipientParty");
        assertThat(sending.http()
                        .post(
                                path,
                                "[\"0106:00000001\", \"nonsense\", \"nl:kvk:%s\"]"
                                        .formatted(buyer.partyId().substring(5)))
                        .expect(200)
                        .json()
                        .getString("id"))
                .isEqualTo(buyer.partyId());
        sending.http().post(path, "[\"0106:00000001\"]").problem(404, "not-found");
        sending.http().post(path, "[]").problem(400, "invalid-input");
        sending.http().post(path, "[1]").problem(400, "invalid-input");
        sending.http().post(path, "{}").problem(400, "bad-request");
    }

    @Test
    void aPartyIsNamedInAnyOfItsSpellings() {
        String number = buyer.partyId().substring(5);
        for (String spelling : new String[] {
            "0106:" + number,
            "0106%3A" + number,
            "NL:KVK:" + number,
            "nl:kvk:" + number,
            "NL%3aKVK%3a" + number,
            "iso6523-actorid-upis::0106:" + number,
            buyer.companyId(),
            buyer.companyId().toLowerCase(java.util.Locale.ROOT)
        }) {
            retrieving.http().get("/api/v1/" + spelling + "/purchaseInvoice").expect(200);
        }
    }

    @Test
    void whatIsGivenBackAgainAndAgainNeedsAttentionUntilSomebodyRedrivesIt() {
        SoftwarePackage careful = administrator.connectWith(
                administrator.organisation("Careful"),
                "{\"softwarePackage\": \"yuki\", \"acknowledgement\": \"explicit\"}");
        sending.send(Invoices.next(seller, careful.organisation()));
        String document = careful.listed().get(0).getString("documentId");
        for (int time = 0; time < 10; time++) {
            careful.download(document);
            careful.http()
                    .post(careful.path("purchaseInvoice/" + document + "/release"))
                    .expect(204);
        }
        assertThat(careful.listed()).isEmpty();
        JsonObject parked = administrator
                .box(careful.organisation(), "needsAttention")
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(parked.getString("documentId")).isEqualTo(document);
        assertThat(parked.getInt("deliveries")).isEqualTo(10);
        String redrive = "/portal/v1/organisations/" + careful.organisation().id() + "/needsAttention/" + document;
        administrator.http().post(redrive + "/redrive").expect(204);
        administrator.http().post(redrive + "/redrive").problem(404, "not-found");
        assertThat(careful.listed()).hasSize(1);
        careful.acknowledge(document).expect(204);
    }
}
