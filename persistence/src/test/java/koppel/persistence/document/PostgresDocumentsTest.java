package koppel.persistence.document;

import java.util.function.Supplier;
import koppel.document.Documents;
import koppel.document.DocumentsContract;
import koppel.document.Responses;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.shared.OrganisationId;

/** The contract on the real database. */
class PostgresDocumentsTest extends DocumentsContract {

    private final Installation koppel = Installation.get();
    private final OrganisationId bakery = Company.create().organisation().id();
    private final OrganisationId stranger = Company.create().organisation().id();

    @Override
    protected Documents documents() {
        return koppel.use(Documents.class);
    }

    @Override
    protected Responses responses() {
        return koppel.use(Responses.class);
    }

    @Override
    protected <T> T in(Supplier<T> work) {
        return koppel.in(work);
    }

    @Override
    protected OrganisationId bakery() {
        return bakery;
    }

    @Override
    protected OrganisationId stranger() {
        return stranger;
    }
}
