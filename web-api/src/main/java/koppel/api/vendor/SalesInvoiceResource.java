package koppel.api.vendor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import koppel.api.security.VendorApi;
import koppel.softwarepackage.Direction;

/** Sales invoices: what the organisation sent, for packages that process those too. */
@Path("/{partyId}/salesInvoice")
@ApplicationScoped
@VendorApi
public class SalesInvoiceResource extends DocumentsResource {

    public SalesInvoiceResource() {
        super(Direction.SALES);
    }
}
