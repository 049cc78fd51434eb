package koppel.api.address;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address under which clients and browsers reach us, for links and for what names our endpoints. Behind a proxy with TLS the operator
 * has to say it: requests come in plain, and what they say of the way here ({@code Forwarded} and its like) can be said by anybody.
 */
@Singleton
public class PublicAddress {

    private static final String SETTING = "KOPPEL_PUBLIC_URL";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HIGHEST_PORT = 65_535;

    private final Optional<String> set;

    /** @throws IllegalArgumentException when it is set to what is no such address; the application then does not start */
    @Inject
    public PublicAddress(@ConfigProperty(name = SETTING) Optional<String> setting) {
        this.set = setting.filter(text -> !text.isBlank());
        if (!set.map(PublicAddress::isOrigin).orElse(true)) {
            throw new IllegalArgumentException(
                    SETTING + " must look like https://koppel.example: http or https, a host,"
                            + " a port if need be, and nothing behind it, since Koppel is always at the root of its address.");
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getPort() != 0
                    && uri.getPort() <= HIGHEST_PORT
                    && text.equals(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    /** What paths of ours are put behind: the address that is set, or else the one that this request was made to. */
    public String of(HttpServletRequest request) {
        return set.orElseGet(() -> {
            StringBuffer url = request.getRequestURL();
            return url.substring(0, url.length() - request.getRequestURI().length()) + request.getContextPath();
        });
    }

    /** Whether what names the address may be kept for others: unset, whoever asks says what it is. */
    public boolean isSet() {
        return set.isPresent();
    }

    @Override
    public String toString() {
        return set.orElse("the address of each request");
    }
}
