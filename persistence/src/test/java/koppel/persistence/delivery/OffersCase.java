package koppel.persistence.delivery;

import koppel.delivery.Offers;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;

/** A company whose package polls. */
abstract class OffersCase {

    final Installation koppel = Installation.get();
    final Offers offers = koppel.use(Offers.class);
    final Company company = Company.create();
    final AccountingPackage yuki = company.connect("yuki");

    long retrievals(DocumentId document) {
        return Database.get().number("SELECT count(*) FROM retrieval WHERE document_id = ?", document.value());
    }
}
