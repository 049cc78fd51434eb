package koppel.document;

import java.util.function.Supplier;
import koppel.shared.OrganisationId;

/** The stand-ins of the domain's own tests keep the contract too. */
class InMemoryDocumentsTest extends DocumentsContract {

    private final InMemoryDocuments documents = new InMemoryDocuments();
    private final InMemoryResponses responses = new InMemoryResponses();

    @Override
    protected Documents documents() {
        return documents;
    }

    @Override
    protected Responses responses() {
        return responses;
    }

    @Override
    protected <T> T in(Supplier<T> work) {
        return work.get();
    }

    @Override
    protected OrganisationId bakery() {
        return new OrganisationId(1);
    }

    @Override
    protected OrganisationId stranger() {
        return new OrganisationId(2);
    }
}
