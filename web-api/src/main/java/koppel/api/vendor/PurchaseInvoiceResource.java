package koppel.api.vendor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import koppel.api.security.VendorApi;
import koppel.softwarepackage.Direction;

/** Purchase invoices: what the organisation received. */
@Path("/{partyId}/purchaseInvoice")
@RequestScoped
@VendorApi
public class PurchaseInvoiceResource extends DocumentsResource {

    public PurchaseInvoiceResource() {
        super(Direction.PURCHASE);
    }
}
