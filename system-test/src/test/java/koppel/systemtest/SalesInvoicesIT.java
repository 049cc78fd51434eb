package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what an organisation sent: for its package that processes sales invoices, and for the one that sent them. */
class SalesInvoicesIT extends BetweenTwo {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    SalesInvoicesIT() {
        super(Pair.at(micro.address(), "exact-multivers", "yuki"));
    }

    private static List<JsonObject> listed(SoftwarePackage by, String direction) {
        return by.http().get(by.path(direction)).items();
    }

    private static List<String> ids(List<JsonObject> items) {
        return items.stream().map(item -> item.getString("documentId")).toList();
    }

    private static Answer download(SoftwarePackage by, String direction, String document) {
        return by.http().get(by.path(direction + "/" + document + "/download"));
    }

    private static List<String> statuses(SoftwarePackage by, String direction, String document) {
        return by
                .http()
                .get(by.path(direction + "/" + document + "/status"))
                .expect(200)
                .array()
                .getValuesAs(JsonValue::asJsonObject)
                .stream()
                .map(status -> status.getString("name"))
                .toList();
    }

    private static List<String> outcomes(Answer acknowledged) {
        return acknowledged.expect(200).json().getJsonArray("results").getValuesAs(JsonValue::asJsonObject).stream()
                .map(result -> result.getString("documentId") + " " + result.getString("outcome"))
                .toList();
    }

    @Test
    void aPackageThatProcessesSalesInvoicesGetsWhatAnotherSentByteForByte() {
        SoftwarePackage books = administrator.connect(seller, "basecone");
        byte[] invoice = Invoices.next(seller, buyer);
        byte[] creditNote = Invoices.creditNote(seller, buyer, "C-2");
        String first = sending.send(invoice);
        String second = sending.send(creditNote);

        List<JsonObject> waiting = listed(books, "salesInvoice");
        assertThat(ids(waiting)).containsExactly(first, second);
        assertThat(waiting.get(1).getString("number")).isEqualTo("C-2");
        assertThat(waiting.get(0).getString("sender")).isEqualTo(seller.partyId());
        assertThat(waiting.get(0).getString("reason")).isEqualTo("received");
        assertThat(listed(books, "purchaseInvoice")).isEmpty();
        assertThat(listed(sending, "salesInvoice")).isEmpty();

        Answer downloaded = download(books, "salesInvoice", first).expect(200);
        assertThat(downloaded.mediaType()).isEqualTo("application/xml");
        assertThat(downloaded.bytes()).isEqualTo(invoice);
        assertThat(ids(listed(books, "salesInvoice"))).containsExactly(second);
        assertThat(download(books, "salesInvoice", first).expect(200).bytes()).isEqualTo(invoice);
        assertThat(download(books, "salesInvoice", second).expect(200).bytes()).isEqualTo(creditNote);
        assertThat(listed(books, "salesInvoice")).isEmpty();
        assertThat(statuses(books, "salesInvoice", first)).containsExactly("Sent");
        download(books, "purchaseInvoice", first).problem(404, "not-found");
        download(sending, "salesInvoice", first).problem(404, "not-found");
    }

    @Test
    void whoAcknowledgesHasASalesInvoiceLeasedGivesItBackAndAcknowledgesOneOrMany() {
        SoftwarePackage books = administrator.connectWith(
                seller, "{\"softwarePackage\": \"basecone\", \"acknowledgement\": \"explicit\"}");
        String one = sending.send(Invoices.next(seller, buyer));
        String two = sending.send(Invoices.next(seller, buyer));
        String three = sending.send(Invoices.next(seller, buyer));

        download(books, "salesInvoice", one).expect(200);
        assertThat(ids(listed(books, "salesInvoice"))).containsExactly(two, three);
        String ofOne = books.path("salesInvoice/" + one);
        books.http().post(ofOne + "/release").expect(204);
        assertThat(ids(listed(books, "salesInvoice"))).containsExactlyInAnyOrder(one, two, three);

        books.http().post(ofOne + "/acknowledge").expect(204);
        books.http().post(ofOne + "/acknowledge").expect(204);
        books.http().post(ofOne + "/release").problem(404, "not-found");
        assertThat(ids(listed(books, "salesInvoice"))).containsExactly(two, three);
        assertThat(outcomes(books.http()
                        .post(
                                books.path("salesInvoice/acknowledge"),
                                "{\"documentIds\": [\"%s\", \"%s\", \"nonsense\"]}".formatted(one, two))))
                .containsExactly(one + " alreadyAcknowledged", two + " acknowledged", "nonsense notFound");
        assertThat(ids(listed(books, "salesInvoice"))).containsExactly(three);
        books.http()
                .post(books.path("purchaseInvoice/" + three + "/acknowledge"))
                .problem(404, "not-found");
    }

    @Test
    void whatAPackageDoesNotWantLeavesItsListAndStaysWithTheOrganisation() {
        SoftwarePackage books = administrator.connect(seller, "basecone");
        byte[] invoice = Invoices.next(seller, buyer);
        String sent = sending.send(invoice);
        String received = listed(retrieving, "purchaseInvoice").get(0).getString("documentId");
        assertThat(statuses(retrieving, "purchaseInvoice", received)).containsExactly("Received");

        for (String path : List.of(books.path("salesInvoice/" + sent), retrieving.path("salesInvoice/" + received))) {
            retrieving.http().delete(path).problem(404, "not-found");
        }
        assertThat(ids(listed(books, "salesInvoice"))).containsExactly(sent);
        deleteTwice(books, sent, received);

        assertThat(listed(books, "salesInvoice")).isEmpty();
        assertThat(listed(retrieving, "purchaseInvoice")).isEmpty();
        download(books, "salesInvoice", sent).problem(404, "not-found");
        books.http().get(books.path("salesInvoice/" + sent + "/status")).problem(404, "not-found");
        assertThat(statuses(sending, "salesInvoice", sent)).containsExactly("Sent");
        for (String content : List.of(
                seller.inPortal("/outbox/" + sent + "/content"), buyer.inPortal("/inbox/" + received + "/content"))) {
            assertThat(administrator.http().get(content).expect(200).bytes()).isEqualTo(invoice);
        }
    }

    private void deleteTwice(SoftwarePackage books, String sent, String received) {
        for (int i = 0; i < 2; i++) {
            books.http().delete(books.path("salesInvoice/" + sent)).expect(204);
            retrieving
                    .http()
                    .delete(retrieving.path("purchaseInvoice/" + received))
                    .expect(204);
        }
    }

    @Test
    void aPackageThatDeletesWhatItHasDownloadedChangesNothingByThat() {
        SoftwarePackage books = administrator.connect(seller, "basecone");
        byte[] invoice = Invoices.next(seller, buyer);
        String sent = sending.send(invoice);
        String received = listed(retrieving, "purchaseInvoice").get(0).getString("documentId");
        download(books, "salesInvoice", sent).expect(200);
        retrieving.download(received);

        deleteTwice(books, sent, received);

        assertThat(download(books, "salesInvoice", sent).expect(200).bytes()).isEqualTo(invoice);
        assertThat(download(retrieving, "purchaseInvoice", received).expect(200).bytes())
                .isEqualTo(invoice);
        assertThat(statuses(retrieving, "purchaseInvoice", received)).contains("Received");
        assertThat(administrator.box(buyer, "inbox/" + received).getString("state"))
                .isEqualTo("retrieved");
        books.http().delete(books.path("purchaseInvoice/" + received)).problem(404, "not-found");
        sending.http().delete(sending.path("salesInvoice/" + sent)).problem(404, "not-found");
    }

    @Test
    void aPackageThatIsConnectedAnewGoesOnWhereItWas() {
        byte[] invoice = Invoices.next(seller, buyer);
        String sent = sending.send(invoice, "X-EConnect-DocumentId", "message-1");
        administrator.revoke(sending);
        administrator.http().delete(sending.inPortal("")).expect(204);

        SoftwarePackage anew = administrator.connect(seller, "exact-multivers");

        assertThat(administrator.connection(anew).getString("follows")).isEqualTo(sending.connection());
        assertThat(anew.trySend(invoice, "X-EConnect-DocumentId", "message-1")
                        .problem(409, "document-sent-before")
                        .getString("id"))
                .isEqualTo(sent);
        String received = listed(retrieving, "purchaseInvoice").get(0).getString("documentId");
        retrieving
                .http()
                .post(retrieving.path("purchaseInvoice/" + received + "/response"), "{\"status\": \"AP\"}")
                .expect(200);
        assertThat(statuses(anew, "salesInvoice", sent)).containsExactly("Sent", "AP");
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).hasSize(1);
        SoftwarePackage another = administrator.connect(seller, "radar");
        another.http().get(another.path("salesInvoice/" + sent + "/status")).problem(404, "not-found");
    }
}
