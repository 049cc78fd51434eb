package koppel.api.security;

import jakarta.servlet.http.HttpServletRequest;
import koppel.connection.Caller;

/** Where a request comes from. */
public final class Callers {

    private Callers() {}

    public static Caller of(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Caller(address(request), agent == null ? "" : agent);
    }

    static String address(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return address == null ? "" : address;
    }
}
