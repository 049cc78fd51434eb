package koppel.persistence.document;

import java.util.Optional;
import koppel.document.Content;
import koppel.document.DocumentId;
import koppel.document.InvoiceHead;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Bytes;
import koppel.persistence.Company;
import koppel.persistence.Database;

/** A mill that sends a bakery invoices in one round trip each. */
abstract class DirectIntakeCase {

    static final int MANY = 16;
    static final Content CONTENT = Bytes.of("<Invoice/>");

    final Company mill = Company.create();
    final Company bakery = Company.create();
    final AccountingPackage radar = mill.connect("radar");
    final AccountingPackage yuki = bakery.connect("yuki");

    InvoiceHead invoice() {
        return Company.invoice(mill.partyId(), bakery.anInvoice().number(), bakery.partyId());
    }

    Optional<DocumentId> directly(InvoiceHead head, Content content, String key) {
        return radar.sendDirectly(radar.outgoing(bakery, head, Company.FINE, content, key));
    }

    DocumentId theLongWay(InvoiceHead head, String key) {
        return radar.sendTheLongWay(radar.outgoing(bakery, head, Company.FINE, CONTENT, key));
    }

    static long number(String sql, Object... parameters) {
        return Database.get().number(sql, parameters);
    }

    long documentsOf(Company company) {
        return number(
                "SELECT count(*) FROM document WHERE organisation_id = ?",
                company.organisation().id().number());
    }
}
