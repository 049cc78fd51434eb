package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys that were valid a moment ago, when the call or the one before it began. */
class RevokedKeysIT {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());

    /** Such a package's invoices are checked before its keys are; each is sent by keys of its own, since they are known no longer when they were refused. */
    @Test
    void aPackageThatSentAMomentAgoIsToldNothingButThatItsKeysAreRevoked() {
        Organisation buyer = administrator.organisation("Buyer");
        for (String wrong : List.of("", "?receiverId=x", "?receiverId=0106:1")) {
            for (boolean byToken : List.of(false, true)) {
                Organisation seller = administrator.organisation("Seller");
                SoftwarePackage sending = administrator.connect(seller, "radar");
                Http caller = byToken ? anonymous.bearer(sending.token()) : sending.http();
                String send = sending.path("salesInvoice/send");
                for (int i = 0; i < 3; i++) {
                    caller.postXml(send, Invoices.next(seller, buyer)).expect(200);
                }
                administrator.revoke(sending);

                byte[] invoice = wrong.isEmpty() ? Invoices.next(seller, buyer) : Invoices.next(buyer, seller);
                caller.postXml(send + wrong, invoice).problem(401, "keys-revoked");
                caller.postXml(send + wrong, invoice).problem(401, "keys-revoked");
                assertThat(administrator.box(seller, "outbox").getJsonArray("items"))
                        .hasSize(3);
            }
        }
    }

    @Test
    void keysThatAreRevokedWhileAnInvoiceIsOnItsWaySendNothing() throws Exception {
        Organisation buyer = administrator.organisation("Buyer");
        Organisation seller = administrator.organisation("Seller");
        SoftwarePackage sending = administrator.connect(seller, "radar");
        byte[] invoice = Invoices.next(seller, buyer);
        CountDownLatch revoked = new CountDownLatch(1);
        InputStream stalling = new SequenceInputStream(
                new ByteArrayInputStream(invoice, 0, 100),
                new FilterInputStream(new ByteArrayInputStream(invoice, 100, invoice.length - 100)) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        try {
                            revoked.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                        return super.read(into, from, length);
                    }
                });
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> sending.http()
                .call(
                        "POST",
                        sending.path("salesInvoice/send"),
                        "application/xml",
                        BodyPublishers.ofInputStream(() -> stalling)));
        // time for the call to be let in
        Thread.sleep(1000);

        administrator.revoke(sending);
        revoked.countDown();

        answer.get(1, TimeUnit.MINUTES).problem(401, "keys-revoked");
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).isEmpty();
        assertThat(administrator.box(buyer, "inbox").getJsonArray("items")).isEmpty();
    }

    /** Such a package is known to the node, which then looks up nothing but what it asks for. */
    @Test
    void aPackageThatCalledAMomentAgoIsRefusedAtOnce() {
        Organisation organisation = administrator.organisation("Moment");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        Http byToken = anonymous.bearer(connected.token());
        String list = connected.path("purchaseInvoice");
        String document = connected.path("purchaseInvoice/01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f");
        String some = "{\"documentIds\": [\"01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f\"]}";
        for (Http caller : List.of(connected.http(), byToken)) {
            for (int i = 0; i < 2; i++) {
                caller.get(list).expect(200);
                caller.get(document + "/download").problem(404, "not-found");
                caller.post(document + "/acknowledge").problem(404, "not-found");
                caller.post(connected.path("purchaseInvoice/acknowledge"), some).expect(200);
            }
        }

        administrator.revoke(connected);

        for (Http caller : List.of(connected.http(), byToken)) {
            caller.get(list).problem(401, "keys-revoked");
            caller.get(list + "?limit=x").problem(401, "keys-revoked");
            caller.get(document + "/download").problem(401, "keys-revoked");
            caller.get(connected.path("purchaseInvoice/no-id/download")).problem(401, "keys-revoked");
            caller.post(document + "/acknowledge").problem(401, "keys-revoked");
            caller.post(connected.path("purchaseInvoice/acknowledge"), some).problem(401, "keys-revoked");
            caller.post(connected.path("purchaseInvoice/acknowledge"), "{\"documentIds\": [\"x\"]}")
                    .problem(401, "keys-revoked");
            caller.post(connected.path("purchaseInvoice/acknowledge"), "{}").problem(401, "keys-revoked");
            caller.post(connected.path("purchaseInvoice/acknowledge"), "{\"documentIds\": [1]}")
                    .problem(401, "keys-revoked");
        }
    }
}
