package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import koppel.systemtest.Administrator.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why a document has arrived or not, how much was delivered, what needs attention, and what re-offers and runs did. */
class DocumentWayIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    DocumentWayIT() {
        super(Pair.at(micro.address()));
    }

    private String receive() {
        sending.send(Invoices.next(seller, buyer));
        return administrator
                .box(buyer, "inbox?limit=1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("documentId");
    }

    private JsonObject see(String document) {
        return administrator.box(buyer, "inbox/" + document);
    }

    private static List<String> events(JsonObject seen) {
        return seen.getJsonArray("way").getValuesAs(JsonValue::asJsonObject).stream()
                .map(event -> event.getString("event"))
                .toList();
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonValue::asJsonObject);
    }

    @Test
    void theWayOfADocumentSaysWhatHappenedWithWhichKeys() {
        String document = receive();
        administrator.revoke(retrieving);
        JsonObject waiting = see(document);
        assertThat(waiting.getString("state")).isEqualTo("waiting");
        assertThat(waiting.getString("reason")).isEqualTo("notConnected");
        assertThat(events(waiting)).containsExactly("received", "validated", "offered", "withdrawn");
        assertThat(waiting.getJsonArray("way").getJsonObject(1).getString("reason"))
                .startsWith("eu.peppol.bis3:");

        SoftwarePackage reconnected = administrator.reconnect(retrieving);
        reconnected.awaitListed(1);
        reconnected.download(document);
        JsonObject retrieved = see(document);
        assertThat(retrieved.getString("state")).isEqualTo("retrieved");
        assertThat(events(retrieved))
                .containsExactly("received", "validated", "offered", "withdrawn", "reoffered", "retrieved");
        JsonObject last = retrieved.getJsonArray("way").getJsonObject(5);
        assertThat(last.getInt("epoch")).isEqualTo(2);
        assertThat(last.getInt("generation")).isEqualTo(2);
        assertThat(last.getString("appKey")).isEqualTo(reconnected.appKey());
    }

    @Test
    void aPersonReadsTheContentWhichIsOnRecordAndRetrievesNothing() {
        byte[] invoice = Invoices.next(seller, buyer);
        sending.send(invoice);
        String document = retrieving.listed().get(0).getString("documentId");
        String content = "/portal/v1/organisations/" + buyer.id() + "/inbox/" + document + "/content";
        assertThat(administrator.http().get(content).expect(200).bytes()).isEqualTo(invoice);
        assertThat(retrieving.listed()).hasSize(1);
        assertThat(items(administrator.box(buyer, "audit?limit=1")).get(0).getString("act"))
                .isEqualTo("document.viewed");
    }

    @Test
    void aDocumentOfAnotherBoxOrOrganisationIsNotThere() {
        String document = receive();
        for (String path : List.of(
                seller.id() + "/inbox/" + document,
                buyer.id() + "/outbox/" + document,
                seller.id() + "/inbox/" + document + "/content",
                buyer.id() + "/inbox/nonsense")) {
            administrator.http().get("/portal/v1/organisations/" + path).problem(404, "not-found");
        }
    }

    @Test
    void theInboxIsSearched() {
        receive();
        String number = items(administrator.box(buyer, "inbox")).get(0).getString("number");
        assertThat(items(administrator.box(buyer, "inbox?search=" + number))).hasSize(1);
        assertThat(items(administrator.box(buyer, "inbox?search=%25"))).isEmpty();
        assertThat(items(administrator.box(buyer, "inbox?to=2000-01-01"))).isEmpty();
        assertThat(items(administrator.box(buyer, "inbox?from=2000-01-01"))).hasSize(1);
        assertThat(items(administrator.box(buyer, "inbox?connectionId=" + retrieving.connection())))
                .hasSize(1);
        assertThat(items(administrator.box(buyer, "inbox?connectionId=" + sending.connection())))
                .isEmpty();
    }

    @Test
    void eachDayTellsWhatWasReceivedOfferedAndRetrieved() {
        retrieving.download(receive());
        receive();
        List<JsonObject> days = items(administrator.box(buyer, "deliveriesPerDay"));
        assertThat(days).hasSize(30);
        JsonObject today = days.get(29);
        assertThat(today.getInt("received")).isEqualTo(2);
        assertThat(today.getInt("offered")).isEqualTo(2);
        assertThat(today.getInt("retrieved")).isEqualTo(1);
    }

    @Test
    void whatNeedsAttentionIsNamed() {
        receive();
        assertThat(items(administrator.box(buyer, "attention"))).isEmpty();
        administrator.revoke(retrieving);
        JsonObject concern = items(administrator.box(buyer, "attention")).get(0);
        assertThat(concern.getString("kind")).isEqualTo("revokedWithWaiting");
        assertThat(concern.getInt("count")).isEqualTo(1);
        assertThat(concern.getString("connectionId")).isEqualTo(retrieving.connection());
    }

    @Test
    void aReofferIsFollowedItemByItemAndCannotBeStoppedAfterItsEnd() {
        String document = receive();
        retrieving.download(document);
        JsonObject run = administrator.reoffer("""
                {"connectionId": "%s", "documentIds": ["%s"], "includeRetrieved": true}""".formatted(retrieving.connection(), document));
        assertThat(run.getInt("remaining")).isZero();
        assertThat(run.getJsonNumber("rate").doubleValue()).isPositive();
        String path = "/portal/v1/reoffers/" + run.getString("id");
        JsonObject item = items(
                        administrator.http().get(path + "/items").expect(200).json())
                .get(0);
        assertThat(item.getString("documentId")).isEqualTo(document);
        assertThat(item.getString("outcome")).isEqualTo("offered");
        administrator.http().post(path + "/stop").problem(409, "reoffer-not-running");
        assertThat(items(administrator
                        .http()
                        .get("/portal/v1/reoffers?organisationId=" + buyer.id())
                        .expect(200)
                        .json()))
                .extracting(one -> one.getString("id"))
                .containsExactly(run.getString("id"));
    }

    @Test
    void anOperatorSeesWhatARunDidAndStartsAnother() {
        receive();
        administrator.revoke(retrieving);
        administrator.reconnect(retrieving).awaitListed(1);
        JsonObject newest = Eventually.get(
                () -> items(administrator
                                .http()
                                .get("/portal/v1/batchRuns")
                                .expect(200)
                                .json())
                        .get(0),
                run -> !"running".equals(run.getString("state")));
        String path = "/portal/v1/batchRuns/" + newest.getInt("id");
        JsonObject run = administrator.http().get(path).expect(200).json();
        assertThat(items(run).get(0).getString("outcome")).isEqualTo("done");
        administrator.http().post(path + "/stop").problem(409, "run-not-running");
        administrator.http().post(path + "/restart").expect(202);
    }

    @Test
    void theLedgerIsMeasured() {
        receive();
        administrator.revoke(retrieving);
        administrator.reconnect(retrieving).awaitListed(1);
        String metrics = new String(
                Http.anonymous(micro.address())
                        .get("/metrics?scope=application")
                        .expect(200)
                        .bytes(),
                StandardCharsets.UTF_8);
        assertThat(metrics)
                .contains(
                        "koppel_documents_waiting",
                        "koppel_queues_due",
                        "koppel_oldest_unretrieved_age_seconds",
                        "koppel_queues_due_age_seconds");
        assertThat(metrics).doesNotContain(buyer.id());
        assertThat(metrics.lines())
                .filteredOn(line -> line.startsWith("koppel_reoffer_"))
                .extracting(line -> line.replaceAll("[{ ].*", ""))
                .containsExactlyInAnyOrder(
                        "koppel_reoffer_queues_total",
                        "koppel_reoffer_documents_total",
                        "koppel_reoffer_items_total",
                        "koppel_reoffer_failures_total");
    }
}
