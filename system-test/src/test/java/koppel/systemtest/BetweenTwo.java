package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import koppel.systemtest.Administrator.Organisation;

/** Tests of what goes from a seller to a buyer, who are new ones in each. */
abstract class BetweenTwo {

    final Administrator administrator;
    final Organisation seller;
    final Organisation buyer;
    final SoftwarePackage sending;
    final SoftwarePackage retrieving;

    BetweenTwo(Pair pair) {
        administrator = pair.administrator();
        seller = pair.seller();
        buyer = pair.buyer();
        sending = pair.sending();
        retrieving = pair.retrieving();
    }

    /** The seller's next invoice to the buyer. */
    String invoice() {
        return new String(Invoices.next(seller, buyer), StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void nothingIsStored() {
        assertThat(administrator.box(seller, "outbox").getJsonArray("items")).isEmpty();
    }
}
