package koppel.systemtest;

import java.net.URI;
import koppel.systemtest.Administrator.Organisation;

/** A seller whose package sends and a buyer whose package retrieves, both of one administrator. */
record Pair(
        Administrator administrator,
        Organisation seller,
        Organisation buyer,
        SoftwarePackage sending,
        SoftwarePackage retrieving) {

    static Pair at(URI node) {
        return at(node, "radar", "basecone");
    }

    /**
     * @param sends the catalogue's id of the package that sends
     * @param retrieves the catalogue's id of the package that retrieves
     */
    static Pair at(URI node, String sends, String retrieves) {
        Administrator administrator = Administrator.signIn(node);
        Organisation seller = administrator.organisation("Seller");
        Organisation buyer = administrator.organisation("Buyer");
        return new Pair(
                administrator,
                seller,
                buyer,
                administrator.connect(seller, sends),
                administrator.connect(buyer, retrieves));
    }

    void send(int documents) {
        for (int i = 0; i < documents; i++) {
            sending.send(Invoices.next(seller, buyer));
        }
    }
}
