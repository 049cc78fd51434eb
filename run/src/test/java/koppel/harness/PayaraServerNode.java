package koppel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built EAR on a Payara Server, started and deployed with the server's own command line tool. */
public final class PayaraServerNode implements Node {

    /** A machine that does other things at the same time may need more. */
    private static final Duration LONGEST_START = Duration.ofMinutes(Long.getLong("koppel.patience.minutes", 3));

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private final PayaraDomain domain;
    private final Map<String, String> environment;
    private final ProcessHandle process;

    private PayaraServerNode(PayaraDomain domain, Map<String, String> environment, ProcessHandle process) {
        this.domain = domain;
        this.environment = environment;
        this.process = process;
    }

    /** A server of its own in a new domain; the settings become its environment. */
    public static PayaraServerNode start(
            Path payaraHome, String domainName, TestDatabase database, Map<String, String> settings) {
        PayaraDomain domain = PayaraDomain.create(payaraHome, domainName, Map.of());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KOPPEL_DATASOURCE_URL", database.url());
        environment.put("KOPPEL_DATASOURCE_USER", database.user());
        environment.put("KOPPEL_DATASOURCE_PASSWORD", database.password());
        PayaraServerNode node = boot(domain, environment);
        try {
            Path ear = Path.of("../ear/target/koppel.ear").toAbsolutePath().normalize();
            administer(domain, environment, "--port", Integer.toString(domain.adminPort()), "deploy", ear.toString());
            node.awaitReady();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** The same server again after it was stopped or killed; the application comes with it. */
    public PayaraServerNode again() {
        PayaraServerNode node = boot(domain, environment);
        try {
            node.awaitReady();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** Takes the application out of service and back into it, in the running server. */
    public void disableAndEnable() {
        String port = Integer.toString(domain.adminPort());
        administer(domain, environment, "--port", port, "disable", "koppel");
        administer(domain, environment, "--port", port, "enable", "koppel");
        awaitReady();
    }

    private static PayaraServerNode boot(PayaraDomain domain, Map<String, String> environment) {
        administer(domain, environment, "start-domain", domain.name());
        PayaraServerNode node = new PayaraServerNode(domain, environment, serverProcess(domain));
        Runtime.getRuntime().addShutdownHook(new Thread(node.process::destroyForcibly));
        return node;
    }

    /** The server as unpacked by the build of the EAR. */
    public static Path unpackedByTheBuild() {
        return Path.of("../ear/target/payara6").toAbsolutePath().normalize();
    }

    private static ProcessHandle serverProcess(PayaraDomain domain) {
        try {
            String pid =
                    Files.readString(domain.directory().resolve("config/pid")).strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void administer(PayaraDomain domain, Map<String, String> environment, String... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                domain.home().resolve("glassfish/lib/client/appserver-cli.jar").toString()));
        line.addAll(List.of(words));
        try {
            Path output = Files.createTempFile("payara-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("KOPPEL_"));
            builder.environment().putAll(environment);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(words) + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String answer = "";
        try {
            for (Instant end = Instant.now().plus(LONGEST_START); Instant.now().isBefore(end); Thread.sleep(100)) {
                answer = answer(client, request);
                if (answer.startsWith("200 ")) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("The server is not ready after " + LONGEST_START + ": " + answer);
    }

    private static String answer(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Its log. */
    public Path log() {
        return domain.directory().resolve("logs/server.log");
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + domain.httpPort());
    }

    /** Where it is administered. */
    public int adminPort() {
        return domain.adminPort();
    }

    @Override
    public ProcessHandle process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("The server does not stop", e);
        }
    }
}
