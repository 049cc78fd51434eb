package koppel.api.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A parameter of the query without a value, such as {@code ?after=} of a client that keeps no place yet, counts as left out. */
@Provider
@PreMatching
public class EmptyParameters implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        String query = address.getRawQuery();
        if (query == null) {
            return;
        }
        String kept = Arrays.stream(query.split("&"))
                .filter(EmptyParameters::hasValue)
                .collect(Collectors.joining("&"));
        if (!kept.equals(query)) {
            String whole = address.toString();
            request.setRequestUri(URI.create(whole.substring(0, whole.indexOf('?') + 1) + kept));
        }
    }

    private static boolean hasValue(String parameter) {
        int equals = parameter.indexOf('=');
        return equals >= 0 && equals < parameter.length() - 1;
    }
}
