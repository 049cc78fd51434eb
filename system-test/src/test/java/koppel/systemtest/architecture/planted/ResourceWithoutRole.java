package koppel.systemtest.architecture.planted;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource that does not say who may call it. */
@Path("/planted")
public class ResourceWithoutRole {

    @GET
    public String anybody() {
        return "";
    }
}
