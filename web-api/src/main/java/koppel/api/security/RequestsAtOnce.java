package koppel.api.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many of the server's threads one set of keys may have at the same time, and how many may wait for what somebody sends of whom nothing
 * is known; on each node.
 */
@Singleton
public class RequestsAtOnce {

    private static final String EVERYBODY = "";

    private final int most;
    private final AtOnce ofKeys;
    private final AtOnce ofAddress;
    private final AtOnce ofUnknown;

    /** @param most for one set of keys, 0 for any number; three quarters of the threads unless said otherwise */
    @Inject
    public RequestsAtOnce(
            @ConfigProperty(name = "KOPPEL_HTTP_THREADS", defaultValue = "16") int threads,
            @ConfigProperty(name = "KOPPEL_REQUESTS_AT_ONCE") Optional<Integer> most) {
        this.most = most.orElse(Math.max(1, threads * 3 / 4));
        ofKeys = new AtOnce(this.most);
        ofAddress = new AtOnce(Math.max(2, threads / 4));
        ofUnknown = new AtOnce(Math.max(2, threads / 2));
    }

    /** Whether there is a limit for a set of keys at all. */
    boolean isOn() {
        return most > 0;
    }

    int most() {
        return most;
    }

    /** One more request with these keys; empty when there are as many as may be. */
    Optional<AtOnce.Entry> withKeys(String keys) {
        return ofKeys.enter(keys);
    }

    /** One more body to be read from somebody unknown; empty when there are as many as may be, from there or in all. */
    Optional<AtOnce.Entry> unknownFrom(String address) {
        return ofAddress.enter(address).flatMap(here -> {
            Optional<AtOnce.Entry> inAll = ofUnknown.enter(EVERYBODY);
            if (inAll.isEmpty()) {
                here.close();
            }
            return inAll.map(one -> () -> {
                one.close();
                here.close();
            });
        });
    }

    /** Whatever is under way. */
    int underWay() {
        return ofKeys.underWay() + ofAddress.underWay() + ofUnknown.underWay();
    }
}
