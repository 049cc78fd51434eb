package koppel.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class BoundedRequestsTest {

    private static final FilterChain NOTHING = (request, response) -> {};

    /** Sixteen threads: four bodies from an address, eight in all, twelve requests with the same keys. */
    private final RequestsAtOnce atOnce = new RequestsAtOnce(16, Optional.empty());

    private final BoundedRequests filter = new BoundedRequests(atOnce);
    private final Answered answered = new Answered();

    private static final class Asked {

        private final Map<String, Object> attributes = new HashMap<>();
        private final Map<String, String> headers = new HashMap<>();
        private final String path;
        private final String address;
        private final byte[] body = new byte[50];

        Asked(String path, String address) {
            this.path = path;
            this.address = address;
            headers.put("Content-Type", "application/json");
        }

        Asked with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        HttpServletRequest request() {
            return (HttpServletRequest) Proxy.newProxyInstance(
                    Asked.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                        case "getAttribute" -> attributes.get((String) arguments[0]);
                        case "getHeader" -> headers.get((String) arguments[0]);
                        case "getContentType" -> headers.get("Content-Type");
                        case "getContentLengthLong" ->
                            headers.containsKey("Transfer-Encoding") ? -1L : Long.valueOf(body.length);
                        case "getServletPath" -> path;
                        case "getRemoteAddr" -> address;
                        case "getInputStream" -> new Bytes(new ByteArrayInputStream(body));
                        default -> throw new IllegalStateException(method.getName());
                    });
        }
    }

    private static final class Bytes extends ServletInputStream {

        private final InputStream bytes;

        Bytes(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException();
        }
    }

    private static final class Answered {

        private int status = 200;
        private final Map<String, String> headers = new HashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        HttpServletResponse response() {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    Answered.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "setStatus" -> status = (int) arguments[0];
                            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                            case "getOutputStream" -> {
                                return output();
                            }
                            default -> {
                                // says of what kind the body is
                            }
                        }
                        return null;
                    });
        }

        private ServletOutputStream output() {
            return new ServletOutputStream() {
                @Override
                public void write(int single) {
                    body.write(single);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException();
                }
            };
        }
    }

    private void ask(Asked asked, FilterChain then) throws IOException, ServletException {
        filter.doFilter(asked.request(), answered.response(), then);
    }

    /** As many inside each other as there are, so that all are under way when the last comes. */
    private void whileSoManyAreRead(int many, Asked asked, FilterChain then) throws IOException, ServletException {
        if (many == 0) {
            then.doFilter(null, null);
        } else {
            ask(asked, (request, response) -> whileSoManyAreRead(many - 1, asked, then));
        }
    }

    @Test
    void theFifthBodyFromAnAddressIsNotRead() throws Exception {
        Asked asked = new Asked("/connect", "10.0.0.1");
        whileSoManyAreRead(4, asked, (nobody, nothing) -> {
            ask(asked, (request, response) -> {
                throw new IllegalStateException("let through");
            });
            assertThat(answered.status).isEqualTo(503);
            assertThat(answered.headers).containsEntry("Retry-After", "1").containsEntry("Connection", "close");
            assertThat(answered.body.toString(UTF_8)).contains("urn:koppel:problem:unavailable");
            int[] passed = {0};
            ask(new Asked("/connect", "10.0.0.2"), (request, response) -> passed[0]++);
            assertThat(passed[0]).isOne();
        });
        assertThat(atOnce.underWay()).isZero();
    }

    @Test
    void theNinthBodyInAllIsNotReadEither() throws Exception {
        whileSoManyAreRead(
                4,
                new Asked("/connect", "10.0.0.1"),
                (a, b) -> whileSoManyAreRead(
                        4, new Asked("/portal/v1", "10.0.0.2").with("Authorization", "Basic bm9ib2R5Og=="), (c, d) -> {
                            ask(new Asked("/connect", "10.0.0.3"), NOTHING);
                            assertThat(answered.status).isEqualTo(503);
                            ask(new Asked("/connect", "10.0.0.3"), NOTHING);
                        }));
        assertThat(atOnce.underWay()).isZero();
    }

    @Test
    void aFormIsReadFromAnybodyWhateverItIsSentTo() throws Exception {
        Asked form = new Asked("/api/v1", "10.0.0.1")
                .with("Content-Type", "Application/X-WWW-form-urlencoded; charset=utf-8")
                .with("Transfer-Encoding", "chunked");
        whileSoManyAreRead(4, form, (a, b) -> ask(form, NOTHING));
        assertThat(answered.status).isEqualTo(503);
    }

    @Test
    void whoIsKnownBeforeTheBodyIsReadIsNotCounted() throws Exception {
        for (Asked known : new Asked[] {
            new Asked("/api/v1", "10.0.0.1"), new Asked("/portal/v1", "10.0.0.1").with("Authorization", "Bearer x")
        }) {
            whileSoManyAreRead(
                    20, known, (a, b) -> assertThat(atOnce.underWay()).isZero());
        }
        assertThat(answered.status).isEqualTo(200);
    }

    @Test
    void onceTheBodyIsThereOthersAreReadAndTheEndCountsOnce() throws Exception {
        Asked asked = new Asked("/connect", "10.0.0.1");
        whileSoManyAreRead(3, asked, (a, b) -> {
            ask(asked, (request, response) -> {
                int before = atOnce.underWay();
                assertThat(request.getInputStream().readAllBytes()).hasSize(50);
                assertThat(atOnce.underWay()).isEqualTo(before - 2);
                ask(asked, (next, nothing) -> assertThat(atOnce.underWay()).isEqualTo(before));
            });
            assertThat(atOnce.underWay()).isEqualTo(6);
        });
        assertThat(atOnce.underWay()).isZero();
        assertThat(answered.status).isEqualTo(200);
    }

    @Test
    void whatIsHeldIsGivenBackHoweverTheRequestEnds() throws Exception {
        Asked asked = new Asked("/api/v1", "10.0.0.1");
        for (Throwable end : new Throwable[] {
            new IOException("gone"),
            new ServletException("failed"),
            new IllegalStateException("a defect"),
            new OutOfMemoryError()
        }) {
            assertThatThrownBy(() -> ask(asked, (request, response) -> {
                        atOnce.by("a", "with these keys", (HttpServletRequest) request);
                        assertThat(atOnce.underWay()).isOne();
                        throwAny(end);
                    }))
                    .isSameAs(end);
            assertThat(atOnce.underWay()).isZero();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void whereNothingWouldGiveItBackNothingIsHeld() {
        HttpServletRequest around = new Asked("/api/v1", "10.0.0.1").request();
        assertThatThrownBy(() -> atOnce.by("a", "with these keys", around)).isInstanceOf(IllegalStateException.class);
        assertThat(atOnce.underWay()).isZero();
    }

    @FunctionalInterface
    private interface Entering {

        void enter(HttpServletRequest request);
    }

    /** How many may be under way at once, out of a hundred; and what the next one gets. */
    private static int most(RequestsAtOnce limits, Entering entering, String code) throws Exception {
        BoundedRequests bounded = new BoundedRequests(limits);
        int[] entered = {0};
        FilterChain[] next = new FilterChain[1];
        next[0] = (request, response) -> {
            if (entered[0] < 100) {
                entering.enter((HttpServletRequest) request);
                entered[0]++;
                bounded.doFilter(new Asked("/api/v1", "10.0.0.1").request(), null, next[0]);
            }
        };
        try {
            bounded.doFilter(new Asked("/api/v1", "10.0.0.1").request(), null, next[0]);
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
        }
        assertThat(limits.underWay()).isZero();
        return entered[0];
    }

    @Test
    void threeQuartersOfTheThreadsAreForOneWhoIsKnownUnlessSaidOtherwise() throws Exception {
        assertThat(mostOfA(16, Optional.empty())).isEqualTo(12);
        assertThat(mostOfA(1, Optional.empty())).isEqualTo(1);
        assertThat(mostOfA(16, Optional.of(5))).isEqualTo(5);
        assertThat(mostOfA(16, Optional.of(0))).isEqualTo(100);
    }

    private static int mostOfA(int threads, Optional<Integer> most) throws Exception {
        RequestsAtOnce limits = new RequestsAtOnce(threads, most);
        return most(limits, request -> limits.by("a", "with these keys", request), "too-many-requests");
    }

    @Test
    void whoIsKnownOtherwiseHasThreadsOfItsOwn() throws Exception {
        int[] calls = {0};
        assertThat(most(
                        atOnce,
                        request -> atOnce.by(calls[0]++ % 2 == 0 ? "person 1" : "vendor 1", "by this person", request),
                        "too-many-requests"))
                .isEqualTo(24);
    }

    @Test
    void aQuarterOfTheThreadsIsForLargeAnswersToAnybodyAndSmallOnesAreNotCounted() throws Exception {
        int large = RequestsAtOnce.LARGE + 1;
        assertThat(most(atOnce, request -> atOnce.toUnknown(large, request), "unavailable"))
                .isEqualTo(4);
        assertThat(most(atOnce, request -> atOnce.toUnknown(large - 1, request), "unavailable"))
                .isEqualTo(100);
    }

    @Test
    void whoTakesInLargeAnswersKeepsNobodyFromSigningIn() throws Exception {
        Asked asked = new Asked("/portal/v1", "10.0.0.1");
        assertThat(most(
                        atOnce,
                        request -> {
                            atOnce.toUnknown(RequestsAtOnce.LARGE + 1, request);
                            int[] passed = {0};
                            try {
                                ask(asked, (body, answer) -> passed[0]++);
                            } catch (IOException | ServletException e) {
                                throw new IllegalStateException(e);
                            }
                            assertThat(passed[0]).isOne();
                        },
                        "unavailable"))
                .isEqualTo(4);
    }
}
