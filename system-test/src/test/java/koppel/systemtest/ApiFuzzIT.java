package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import koppel.harness.MicroNode;
import koppel.systemtest.description.ApiDescription;
import koppel.systemtest.description.ApiDescription.Operation;
import koppel.systemtest.description.Conformance;
import koppel.systemtest.fuzz.MadeRequest;
import koppel.systemtest.fuzz.RequestMaker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made from the description that the running node serves, of every operation, most of them with something wrong. Whatever comes:
 * nothing fails on the server's side, every answer is one that the description knows, and no secret is in any. A failure names the seed.
 *
 * <p>A longer run: {@code -Dit.test=ApiFuzzIT -Dkoppel.fuzz.requests=1000}, again with {@code -Dkoppel.fuzz.seed=…}.
 */
class ApiFuzzIT {

    private static final int REQUESTS = Integer.getInteger("koppel.fuzz.requests", 16);
    private static final long SEED = Long.getLong("koppel.fuzz.seed", System.nanoTime());
    private static final int IN_ONE_WORLD = 16;
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static MicroNode micro;
    private static Path directory;

    private final Map<String, String> wrong = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        Map<String, String> settings = new HashMap<>(Administrator.SETTINGS);
        // more than it ever sends, and yet every answer is counted
        settings.put("KOPPEL_RATE_LIMIT", "1000000000");
        micro = MicroNode.start(temporary, settings);
    }

    @AfterAll
    static void stop() {
        micro.close();
    }

    @Test
    void nothingThatIsSentMakesTheServerFailOrTellASecret() {
        System.out.println("The seed of the fuzz is " + SEED + ", with " + REQUESTS + " requests of every operation.");
        Random random = new Random(SEED);
        ApiDescription served = ApiDescription.parsed(
                Http.anonymous(micro.address()).get("/openapi").expect(200).bytes());
        FuzzedWorld world = FuzzedWorld.at(micro.address());
        for (Operation operation : served.operations()) {
            for (int i = 0; i < REQUESTS; i++) {
                if (i % IN_ONE_WORLD == 0) {
                    world = world.next();
                }
                fire(
                        operation,
                        new RequestMaker(served, world.known(), world::document, random).make(operation),
                        world);
            }
        }
        System.out.println("Answers of the fuzz: " + answers);
        logsTellNoSecretOf(world);
        assertThat(wrong.values()).as("with -Dkoppel.fuzz.seed=" + SEED).isEmpty();
        assertThat(answers.keySet()).as("what is right is taken").contains("200", "201", "204");
    }

    /**
     * Whoever keeps a connection open may meet its end just as the next request leaves (RFC 9112, section 9.5), and this client does not
     * repeat a POST by itself; a request that is the server's undoing gets no answer the second time either.
     */
    private HttpResponse<byte[]> answer(Operation operation, MadeRequest made, FuzzedWorld world)
            throws IOException, InterruptedException {
        try {
            return CLIENT.send(request(operation, made, world), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException closed) {
            if (!String.valueOf(closed.getMessage()).contains("received no bytes")) {
                throw closed;
            }
            System.out.println("Closed before an answer, and sent again: " + made.method() + " " + made.target());
            return CLIENT.send(request(operation, made, world), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private void fire(Operation operation, MadeRequest made, FuzzedWorld world) {
        HttpResponse<byte[]> answer;
        try {
            answer = answer(operation, made, world);
        } catch (IOException e) {
            note(operation, "no answer: " + e, made, "");
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        int status = answer.statusCode();
        answers.merge(Integer.toString(status), 1, Integer::sum);
        if (status == 400 && answer.body().length == 0 && isTheConnectors(made)) {
            return;
        }
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        boolean unavailable = status == 503
                && operation.node().get("responses").has("503")
                && answer.headers().firstValue("Retry-After").isPresent();
        if (status >= 500 && !unavailable) {
            note(operation, "answered " + status, made, body);
        }
        String mediaType =
                answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        try {
            Conformance.check(made.method(), made.target(), status, mediaType, answer.headers(), answer.body());
        } catch (AssertionError notConforming) {
            note(
                    operation,
                    status + " as " + mediaType + " does not conform",
                    made,
                    notConforming.getMessage() + "\n" + body);
        }
        for (String secret : world.secrets()) {
            if (body.contains(secret) || answer.headers().map().toString().contains(secret)) {
                note(operation, status + " tells a secret", made, body);
            }
        }
    }

    /** What it refuses by itself and without a word: docs/errors.md. */
    private static boolean isTheConnectors(MadeRequest made) {
        boolean undecodable = made.target().matches("(?i)[^?]*(%(00|5c|ff)|%2f\\.\\.%2f|/\\.\\./).*")
                || made.target().length() > 7_000;
        boolean payload = made.body() != null && made.body().length > 0 && BODILESS.contains(made.method());
        return undecodable || payload;
    }

    private static HttpRequest request(Operation operation, MadeRequest made, FuzzedWorld world) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(micro.address() + made.target()))
                .timeout(Duration.ofSeconds(30))
                .method(
                        made.method(),
                        made.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(made.body()));
        for (int i = 0; i < made.headers().size(); i += 2) {
            request.header(made.headers().get(i), made.headers().get(i + 1));
        }
        world.authorization(operation, made.login()).ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    /** One of each kind for each operation is enough to read. */
    private void note(Operation operation, String what, MadeRequest made, String told) {
        wrong.putIfAbsent(
                operation + " " + what,
                operation + " " + what + "\n  " + made + "\n  " + told.substring(0, Math.min(1_500, told.length()))
                        + "\n");
    }

    private void logsTellNoSecretOf(FuzzedWorld world) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(log|txt)"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : world.secrets()) {
                    assertThat(text.contains(secret))
                            .as(file + " tells a secret")
                            .isFalse();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
