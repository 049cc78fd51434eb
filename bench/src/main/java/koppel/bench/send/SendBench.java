package koppel.bench.send;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.harness.Invoices;
import koppel.harness.MicroNode;

/**
 * Times four calls in turns, so that a busy machine is busy for all of them: one that asks no database and nobody who he is (what a call of
 * anything takes from this client to this node and back), {@code /me} (that, and whose keys these are), {@code validate} (that, and reading the
 * document and holding it against the rules), {@code send} (all that, and storing both documents and offering them). The differences of the
 * medians are the parts. Beside it the node records each of these sends by itself, and a write of as much as a send's log waits for the
 * disk on which the database lies, as each commit does. {@code --warm=300 --rounds=500}
 */
public final class SendBench {

    private static final String WITHOUT_DATABASE = "/.well-known/openid-configuration";

    private SendBench() {}

    public static void main(String[] arguments) throws IOException {
        int warm = number(arguments, "warm", 300);
        int rounds = number(arguments, "rounds", 500);
        Path directory = Files.createTempDirectory("koppel-send");
        try (MicroNode node = MicroNode.start(directory, Settings.OF_NODE);
                Disk disk = Disk.at(directory)) {
            Sender sender = Sender.at(node.address());
            for (int i = 0; i < warm; i++) {
                sender.bare();
                sender.me();
                sender.validate();
                sender.send();
            }
            Recording recording = Recording.start(node, directory);
            long[] bare = new long[rounds];
            long[] me = new long[rounds];
            long[] validate = new long[rounds];
            long[] send = new long[rounds];
            long[] write = new long[rounds];
            for (int i = 0; i < rounds; i++) {
                bare[i] = sender.bare();
                me[i] = sender.me();
                validate[i] = sender.validate();
                send[i] = sender.send();
                write[i] = disk.write();
            }
            double call = median(bare);
            double keys = median(me) - call;
            double rules = median(validate) - median(me);
            double store = median(send) - median(validate);
            double rest = median(send) - rules;
            System.out.printf(
                    Locale.ROOT,
                    "a call of anything %.2f ms, keys %.2f ms, reading and rules %.2f ms, storing and offering %.2f ms, send in all %.2f ms"
                            + " (medians of %d); all but the rules %.2f ms, %.2f of them, %.2f ms without what a call of anything takes%n",
                    call,
                    keys,
                    rules,
                    store,
                    median(send),
                    rounds,
                    rest,
                    rest / rules,
                    rest - call);
            System.out.printf(
                    Locale.ROOT, "%s; a write that waits for the disk %.2f ms%n", recording.stop(), median(write));
        }
    }

    private static int number(String[] arguments, String name, int otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--" + name + "="))
                .map(argument -> Integer.parseInt(argument.substring(name.length() + 3)))
                .findFirst()
                .orElse(otherwise);
    }

    private static double median(long[] nanoseconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    /** A package that sends invoices of one organisation to another. */
    private record Sender(URI node, String authorization, String seller, String buyer) {

        static Sender at(URI node) {
            Api administrator = Api.signIn(node, Settings.EMAIL, Settings.PASSWORD);
            int number = ThreadLocalRandom.current().nextInt(10_000_000, 90_000_000);
            String seller = "0106:" + number;
            String buyer = "0106:" + (number + 1);
            String organisation = organisation(administrator, node, seller);
            organisation(administrator, node, buyer);
            JsonObject connection = administrator
                    .post(
                            node,
                            "/portal/v1/organisations/" + organisation + "/connections",
                            "{\"softwarePackage\": \"radar\"}")
                    .expect(201)
                    .json();
            String keys = connection.getString("appKey") + ":" + connection.getString("secret");
            return new Sender(
                    node,
                    "Basic " + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)),
                    seller,
                    buyer);
        }

        private static String organisation(Api administrator, URI node, String partyId) {
            return administrator
                    .post(
                            node,
                            "/portal/v1/organisations",
                            "{\"name\": \"Bench\", \"partyIds\": [\"%s\"]}".formatted(partyId))
                    .expect(201)
                    .json()
                    .getString("id");
        }

        long bare() throws IOException {
            return call("GET", WITHOUT_DATABASE, null);
        }

        long me() throws IOException {
            return call("GET", "/api/v1/me", null);
        }

        long validate() throws IOException {
            return post("validate");
        }

        long send() throws IOException {
            return post("send");
        }

        private long post(String what) throws IOException {
            byte[] invoice = Invoices.invoice(seller, buyer, "B-" + System.nanoTime());
            return call("POST", "/api/v1/" + seller + "/salesInvoice/" + what, invoice);
        }

        /** On one thread and one connection: what a client spends on its own threads is not the node's. */
        private long call(String method, String path, byte[] body) throws IOException {
            long begin = System.nanoTime();
            HttpURLConnection request =
                    (HttpURLConnection) node.resolve(path).toURL().openConnection();
            request.setRequestMethod(method);
            request.setRequestProperty("Authorization", authorization);
            if (body != null) {
                request.setRequestProperty("Content-Type", "application/xml");
                request.setDoOutput(true);
                request.setFixedLengthStreamingMode(body.length);
                try (OutputStream output = request.getOutputStream()) {
                    output.write(body);
                }
            }
            if (request.getResponseCode() != 200) {
                throw new IllegalStateException(method + " " + path + ": " + request.getResponseCode());
            }
            try (InputStream answer = request.getInputStream()) {
                answer.readAllBytes();
            }
            return System.nanoTime() - begin;
        }
    }
}
