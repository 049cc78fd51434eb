package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import koppel.systemtest.Administrator.Eventually;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys, send, retrieve, revoke, wait, reconnect, re-offer, retrieve: told once, and true on every server that runs Koppel. */
abstract class Story {

    private Administrator administrator;
    private Organisation seller;
    private Organisation buyer;
    private SoftwarePackage sending;
    private SoftwarePackage retrieving;

    abstract URI node();

    @BeforeEach
    void twoOrganisationsWithAConnectionEach() {
        administrator = Administrator.signIn(node());
        seller = administrator.organisation("Seller");
        buyer = administrator.organisation("Buyer");
        sending = administrator.connect(seller, "radar");
        retrieving = administrator.connect(buyer, "basecone");
    }

    @Test
    void whatIsSentIsListedAndDownloadedByteForByteAndNeverOfferedAgain() {
        byte[] invoice = Invoices.next(seller, buyer);
        sending.send(invoice);
        List<JsonObject> listed = retrieving.listed();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).getString("reason")).isEqualTo("received");
        assertThat(listed.get(0).getString("sender")).isEqualTo(seller.partyId());
        assertThat(retrieving.download(listed.get(0).getString("documentId"))).isEqualTo(invoice);
        assertThat(retrieving.listed()).isEmpty();
    }

    @Test
    void whatWasNotRetrievedSurvivesARevokedConnectionAndIsReofferedByTheJob() {
        byte[] before = Invoices.next(seller, buyer);
        byte[] retrieved = Invoices.next(seller, buyer);
        sending.send(before);
        sending.send(retrieved);
        assertThat(retrieving.download(retrieving.listed().get(1).getString("documentId")))
                .isEqualTo(retrieved);
        String token = retrieving.token();

        assertThat(administrator.revoke(retrieving)).isEqualTo(1);
        retrieving.http().get("/api/v1/me").problem(401, "keys-revoked");
        Http.anonymous(node()).bearer(token).get("/api/v1/me").problem(401, "keys-revoked");
        byte[] meanwhile = Invoices.next(seller, buyer);
        sending.send(meanwhile);
        assertThat(administrator.connection(retrieving).getInt("waiting")).isEqualTo(2);

        SoftwarePackage reconnected = administrator.reconnect(retrieving);
        assertThat(reconnected.generation()).isEqualTo(2);
        retrieving.http().get("/api/v1/me").problem(401, "keys-superseded");
        List<JsonObject> listed = reconnected.awaitListed(2);
        assertThat(listed).allMatch(item -> item.getString("reason").equals("reoffered"));
        assertThat(reconnected.download(listed.get(0).getString("documentId"))).isEqualTo(before);
        assertThat(reconnected.download(listed.get(1).getString("documentId"))).isEqualTo(meanwhile);
        assertThat(reconnected.listed()).isEmpty();
    }

    @Test
    void onlyTheRightSecretLearnsThatAConnectionIsRevoked() {
        administrator.revoke(retrieving);
        Http.anonymous(node())
                .basic(retrieving.appKey(), sending.secret())
                .get("/api/v1/me")
                .problem(401, "unauthenticated");
        assertThat(retrieving.http().get("/api/v1/me").problem(401, "keys-revoked"))
                .containsKey("since");
    }

    @Test
    void aNewSetOfKeysEndsTheOldOneAndItsTokensAtOnce() {
        String token = retrieving.token();
        SoftwarePackage renewed = administrator.renewKeys(retrieving, "{}");
        renewed.http().get("/api/v1/me").expect(200);
        retrieving.http().get("/api/v1/me").problem(401, "keys-superseded");
        Http.anonymous(node()).bearer(token).get("/api/v1/me").problem(401, "keys-superseded");
    }

    @Test
    void anOverlapLetsBothSetsWork() {
        SoftwarePackage renewed = administrator.renewKeys(retrieving, "{\"overlapSeconds\": 60}");
        renewed.http().get("/api/v1/me").expect(200);
        retrieving.http().get("/api/v1/me").expect(200);
    }

    @Test
    void reconnectingWithoutReofferLeavesWhatWaitsUntilSomebodyAsks() {
        sending.send(Invoices.next(seller, buyer));
        administrator.revoke(retrieving);
        SoftwarePackage reconnected = administrator.reconnect(retrieving, "{\"reoffer\": false}");
        byte[] later = Invoices.next(seller, buyer);
        sending.send(later);
        assertThat(reconnected.awaitListed(1).get(0).getString("reason")).isEqualTo("received");
        JsonObject run = administrator.reoffer("{\"connectionId\": \"" + reconnected.connection() + "\"}");
        assertThat(run.getString("state")).isEqualTo("completed");
        assertThat(run.getInt("offered")).isEqualTo(2);
        assertThat(reconnected.listed()).hasSize(2);
    }

    @Test
    void revokingDeletingAndConnectingAnotherPackageStrandsNothing() {
        byte[] invoice = Invoices.next(seller, buyer);
        sending.send(invoice);
        administrator.revoke(retrieving);
        administrator
                .http()
                .delete("/portal/v1/connections/" + retrieving.connection())
                .expect(204);
        administrator
                .http()
                .get("/portal/v1/connections/" + retrieving.connection())
                .problem(404, "not-found");
        SoftwarePackage yuki = administrator.connect(buyer, "yuki");
        assertThat(yuki.download(yuki.awaitListed(1).get(0).getString("documentId")))
                .isEqualTo(invoice);
    }

    @Test
    void aFollowedConnectionIsNotReconnected() {
        administrator.revoke(retrieving);
        administrator.connect(buyer, "yuki");
        administrator
                .http()
                .post("/portal/v1/connections/" + retrieving.connection() + "/reconnect")
                .problem(409, "connection-followed");
    }

    @Test
    void whatCameBeforeAnyConnectionReachesTheFirstOneAndNotAFurtherOne() {
        Organisation late = administrator.organisation("Late");
        byte[] invoice = Invoices.next(seller, late);
        sending.send(invoice);
        SoftwarePackage first = administrator.connect(late, "basecone");
        assertThat(first.awaitListed(1)).hasSize(1);
        SoftwarePackage further = administrator.connect(late, "yuki");
        assertThat(further.listed()).isEmpty();
        byte[] both = Invoices.next(seller, late);
        sending.send(both);
        assertThat(first.awaitListed(2)).hasSize(2);
        assertThat(further.awaitListed(1)).hasSize(1);
    }

    @Test
    void aCursorOfAnEarlierEpochStartsAgain() {
        sending.send(Invoices.next(seller, buyer));
        String next = retrieving.list("").getString("next");
        assertThat(retrieving.list("?after=" + next).getJsonArray("items")).isEmpty();
        administrator.revoke(retrieving);
        SoftwarePackage reconnected = administrator.reconnect(retrieving);
        Eventually.get(() -> reconnected.list("?after=" + next).getJsonArray("items"), items -> items.size() == 1);
    }

    @Test
    void pagesFollowEachOtherOldestFirst() {
        for (int i = 0; i < 5; i++) {
            sending.send(Invoices.next(seller, buyer));
        }
        List<String> whole = retrieving.listed().stream()
                .map(item -> item.getString("documentId"))
                .toList();
        List<String> paged = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 10; page++) {
            JsonObject listing = retrieving.list("?limit=2" + after);
            listing.getJsonArray("items")
                    .getValuesAs(JsonValue::asJsonObject)
                    .forEach(item -> paged.add(item.getString("documentId")));
            if (listing.isNull("next")) {
                break;
            }
            after = "&after=" + listing.getString("next");
        }
        assertThat(paged).isEqualTo(whole).hasSize(5);
    }

    @Test
    void whereAcknowledgementIsExplicitADownloadOnlyLeases() {
        SoftwarePackage explicit = administrator.connectWith(
                buyer, "{\"softwarePackage\": \"yuki\", \"acknowledgement\": \"explicit\", \"leaseSeconds\": 1}");
        sending.send(Invoices.next(seller, buyer));
        String document = explicit.awaitListed(1).get(0).getString("documentId");
        explicit.download(document);
        assertThat(explicit.listed()).isEmpty();
        assertThat(explicit.awaitListed(1).get(0).getString("reason")).isEqualTo("reoffered");
        explicit.acknowledge(document).expect(204);
        explicit.acknowledge(document).expect(204);
        assertThat(explicit.listed()).isEmpty();
    }

    @Test
    void acknowledgingManyAnswersForEachId() {
        sending.send(Invoices.next(seller, buyer));
        String document = retrieving.listed().get(0).getString("documentId");
        String body = "{\"documentIds\": [\"" + document + "\", \"00000000-0000-7000-8000-000000000000\", \"x\"]}";
        List<String> outcomes = retrieving
                .http()
                .post(retrieving.path("purchaseInvoice/acknowledge"), body)
                .expect(200)
                .json()
                .getJsonArray("results")
                .getValuesAs(JsonValue::asJsonObject)
                .stream()
                .map(result -> result.getString("outcome"))
                .toList();
        assertThat(outcomes).containsExactly("acknowledged", "notFound", "notFound");
    }

    @Test
    void aRetrievedDocumentIsOfferedAgainOnlyOnRequest() {
        sending.send(Invoices.next(seller, buyer));
        String document = retrieving.listed().get(0).getString("documentId");
        retrieving.download(document);
        String chosen = "{\"connectionId\": \"%s\", \"documentIds\": [\"%s\"]%s}";
        JsonObject skipped = administrator.reoffer(chosen.formatted(retrieving.connection(), document, ""));
        assertThat(skipped.getJsonObject("skipped").getInt("retrieved")).isEqualTo(1);
        assertThat(retrieving.listed()).isEmpty();
        String including = chosen.formatted(retrieving.connection(), document, ", \"includeRetrieved\": true");
        int total = administrator
                .http()
                .post("/portal/v1/reoffers", including.replace("}", ", \"dryRun\": true}"))
                .expect(200)
                .json()
                .getInt("total");
        assertThat(total).isEqualTo(1);
        assertThat(retrieving.listed()).isEmpty();
        assertThat(administrator.reoffer(including).getInt("offered")).isEqualTo(1);
        assertThat(retrieving.awaitListed(1).get(0).getString("reason")).isEqualTo("reoffered");
    }

    @Test
    void aDuplicateIsHeldBackUntilItIsMarkedAsOriginal() {
        byte[] invoice = Invoices.invoice(seller, buyer, "D-1");
        sending.send(invoice);
        sending.send(invoice);
        sending.send(Invoices.creditNote(seller, buyer, "D-1"));
        assertThat(retrieving.awaitListed(2)).hasSize(2);
        JsonObject duplicates = administrator.box(buyer, "inbox?state=duplicate");
        assertThat(duplicates.getJsonArray("items")).hasSize(1);
        String document = duplicates.getJsonArray("items").getJsonObject(0).getString("documentId");
        String original = "/portal/v1/organisations/" + buyer.id() + "/inbox/" + document + "/original";
        administrator.http().post(original).expect(204);
        administrator.http().post(original).problem(409, "document-not-duplicate");
        assertThat(retrieving.awaitListed(3)).hasSize(3);
    }

    @Test
    void theSameInvoiceToAnotherPartyIdOfTheReceiverIsHeldBackToo() {
        int number = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        String asGovernment = "0190:000000" + number + "000000";
        Organisation both = administrator.organisation("Both", "0106:" + number, asGovernment);
        SoftwarePackage receiving = administrator.connect(both, "basecone");
        sending.send(Invoices.invoice(seller, both, "P-1"));
        sending.send(Invoices.invoice(seller, both.under(asGovernment), "P-1"));

        List<JsonObject> listed = receiving.awaitListed(1);
        JsonArray held = administrator.box(both, "inbox?state=duplicate").getJsonArray("items");
        assertThat(held).hasSize(1);
        JsonObject duplicate = held.getJsonObject(0);
        assertThat(duplicate.getString("receiver")).isEqualTo(asGovernment);
        assertThat(duplicate.getString("duplicateOf")).isEqualTo(listed.get(0).getString("documentId"));
        assertThat(administrator.box(both, "inbox").getJsonArray("items")).hasSize(2);
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).hasSize(2);

        administrator
                .http()
                .post(both.inPortal("/inbox/" + duplicate.getString("documentId") + "/original"))
                .expect(204);
        assertThat(receiving.awaitListed(2)).hasSize(2);
    }

    @Test
    void theSameMessageSentByManyAtOnceIsOneDocument() throws InterruptedException {
        byte[] invoice = Invoices.next(seller, buyer);
        Map<Integer, List<String>> ids = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 20; i++) {
            threads.submit(() -> {
                Answer answer = sending.trySend(invoice, "X-EConnect-DocumentId", "message-1");
                ids.computeIfAbsent(answer.status(), status -> Collections.synchronizedList(new ArrayList<>()))
                        .add(answer.json().getString("id"));
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(ids.keySet()).containsExactlyInAnyOrder(200, 409);
        assertThat(ids.get(200)).hasSize(1);
        assertThat(ids.get(409)).hasSize(19).containsOnly(ids.get(200).get(0));
        assertThat(retrieving.awaitListed(1)).hasSize(1);
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).hasSize(1);
    }

    @Test
    void theRunOfTheJobIsOnRecord() {
        sending.send(Invoices.next(seller, buyer));
        administrator.revoke(retrieving);
        administrator.reconnect(retrieving).awaitListed(1);
        JsonObject runs = Eventually.get(
                () -> administrator
                        .http()
                        .get("/portal/v1/batchRuns")
                        .expect(200)
                        .json(),
                found -> found.getJsonArray("items").getValuesAs(JsonValue::asJsonObject).stream()
                        .anyMatch(run -> run.getString("state").equals("completed") && run.getInt("done") > 0));
        assertThat(runs.getJsonArray("items").getJsonObject(0).getString("job")).isEqualTo("reoffer");
    }
}
