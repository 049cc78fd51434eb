package koppel.api.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;

/** A request as filters see it, of which they may change the headers and the address. */
final class FakeRequest {

    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final int length;
    private URI address;

    /** @param length of its content; -1 when it does not say */
    FakeRequest(String address, int length) {
        this.address = URI.create(address);
        this.length = length;
    }

    FakeRequest with(String header, String value) {
        headers.putSingle(header, value);
        return this;
    }

    String header(String name) {
        return headers.getFirst(name);
    }

    String address() {
        return address.toString();
    }

    ContainerRequestContext context() {
        return fake(ContainerRequestContext.class, (method, argument) -> switch (method) {
            case "getUriInfo" -> fake(UriInfo.class, (name, none) -> name.equals("getRequestUri") ? address : null);
            case "setRequestUri" -> {
                address = (URI) argument;
                yield null;
            }
            case "getHeaderString" -> headers.getFirst((String) argument);
            case "getHeaders" -> headers;
            case "getLength" -> length;
            // anything else, such as the content, is not to be looked at
            default -> throw new UnsupportedOperationException(method);
        });
    }

    @FunctionalInterface
    private interface Answers {

        Object to(String method, Object argument);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments == null ? null : arguments[0])));
    }
}
