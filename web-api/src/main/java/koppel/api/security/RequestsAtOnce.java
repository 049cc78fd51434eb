package koppel.api.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import koppel.api.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many of the server's threads one caller who is known may have at the same time, be it a set of keys, a vendor, an access point or a
 * person, and how many may wait for what somebody sends, or takes in, of whom nothing is known; on each node.
 */
@Singleton
public class RequestsAtOnce {

    /** What is smaller has left the node before anybody can be slow: the console's files and all other pages. */
    static final int LARGE = 16 * 1024;

    private static final String EVERYBODY = "";

    private final int most;
    private final AtOnce ofKnown;
    private final AtOnce ofAddress;
    private final AtOnce ofUnknown;
    private final AtOnce toUnknown;

    /** @param most for one caller who is known, 0 for any number; three quarters of the threads unless said otherwise */
    @Inject
    public RequestsAtOnce(
            @ConfigProperty(name = "KOPPEL_HTTP_THREADS", defaultValue = "16") int threads,
            @ConfigProperty(name = "KOPPEL_REQUESTS_AT_ONCE") Optional<Integer> most) {
        this.most = most.orElse(Math.max(1, threads * 3 / 4));
        ofKnown = new AtOnce(this.most);
        ofAddress = new AtOnce(Math.max(2, threads / 4));
        ofUnknown = new AtOnce(Math.max(2, threads / 2));
        toUnknown = new AtOnce(Math.max(2, threads / 4));
    }

    /**
     * One more request by somebody known, until its end.
     *
     * @param caller no other kind of caller is called the same
     * @param words how the caller was known, such as "with these keys"
     * @throws ProblemException 429 when there are as many as may be
     */
    public void by(String caller, String words, HttpServletRequest request) {
        if (most > 0) {
            BoundedRequests.holds(
                    request,
                    ofKnown.enter(caller)
                            .orElseThrow(() -> refused(
                                    ProblemType.TOO_MANY_REQUESTS,
                                    "More than " + most + " requests at the same time " + words + ".")));
        }
    }

    /**
     * One more answer of so many bytes to somebody unknown, until the request's end. Bodies are counted apart, so that nobody is kept from
     * signing in by who reads.
     *
     * @throws ProblemException 503 when it is large and there are as many as may be
     */
    public void toUnknown(int bytes, HttpServletRequest request) {
        if (bytes > LARGE) {
            BoundedRequests.holds(
                    request,
                    toUnknown
                            .enter(EVERYBODY)
                            .orElseThrow(() -> refused(
                                    ProblemType.UNAVAILABLE,
                                    "Too much is being taken in at the moment by callers unknown.")));
        }
    }

    private static ProblemException refused(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail).header(HttpHeaders.RETRY_AFTER, "1"));
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
        return ofKnown.underWay() + ofAddress.underWay() + ofUnknown.underWay() + toUnknown.underWay();
    }
}
