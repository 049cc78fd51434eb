package koppel.run;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Payara Micro with the application, in this very process: it cannot outlive us, and secrets reach it without a command line or a file.
 */
final class ApplicationServer implements AutoCloseable {

    private static final String LISTENER =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.";

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

    private final PayaraMicroBoot payara;
    private final String baseUrl;

    private ApplicationServer(PayaraMicroBoot payara, String baseUrl) {
        this.payara = payara;
        this.baseUrl = baseUrl;
    }

    /** Says early and clearly what Payara would say late and at length. */
    static void refuseUsedPort(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new StartFailure("Port " + port + " on " + address + " cannot be used (" + e.getMessage()
                    + "). Set KOPPEL_HTTP_PORT to a free one.");
        }
    }

    static ApplicationServer start(Settings settings, Installation installation, Path work, Path log)
            throws IOException {
        PostgresBinaries.delete(work);
        Secrets.directory(work);
        Path commands = work.resolve("preboot.asadmin");
        Secrets.write(commands, String.join("\n", prebootCommands(settings)) + "\n");
        Path afterDeployment = work.resolve("postdeploy.asadmin");
        Secrets.write(afterDeployment, "set " + LISTENER + "enabled=true\n");
        Path logging = work.resolve("logging.properties");
        Secrets.write(logging, ServerLog.properties(log));
        PayaraMicroBoot payara;
        try {
            payara = PayaraMicroLauncher.create(new String[] {
                "--nocluster",
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(settings.httpPort()),
                "--minhttpthreads",
                Integer.toString(Math.min(4, settings.httpThreads())),
                "--maxhttpthreads",
                Integer.toString(settings.httpThreads()),
                "--rootdir",
                work.resolve("payara").toString(),
                "--logproperties",
                logging.toString(),
                "--prebootcommandfile",
                commands.toString(),
                "--postdeploycommandfile",
                afterDeployment.toString(),
                "--contextroot",
                "/",
                "--deploy",
                installation.application().toString()
            });
        } catch (Exception e) {
            throw new StartFailure(
                    "Payara Micro did not start: " + ServerLog.firstFailure().orElseGet(e::toString), e);
        }
        return new ApplicationServer(payara, "http://" + settings.httpAddress() + ":" + settings.httpPort());
    }

    /** The pool's properties are names and not values: Payara looks them up when it uses them, so no character needs escaping. */
    private static List<String> prebootCommands(Settings settings) {
        String config = "configs.config.server-config.";
        return List.of(
                "set " + LISTENER + "address=" + settings.httpAddress(),
                // until the application is there, each of its paths would be answered with a final 404
                "set " + LISTENER + "enabled=false",
                "set " + config + "hazelcast-config-specific-configuration.enabled=false",
                // an upgrade to HTTP/2 in clear text swallows the body of a first POST now and then
                "set " + config + "network-config.protocols.protocol.http-listener.http.http2-enabled=false",
                "set " + config + "ejb-container.ejb-timer-service.ejb-timer-service=Dummy",
                "set " + config + "availability-service.availability-enabled=false",
                // what a node that hangs has locked is free again after this; no spaces, since the commands are parted
                // at them
                pool(
                        "koppel",
                        4,
                        32,
                        " --initsql=SELECT(set_config('idle_in_transaction_session_timeout','30s',false))"),
                "create-jdbc-resource --connectionpoolid=koppel jdbc/koppel",
                // what the batch runtime writes of its own is part of no transaction and waits for no disk, as what
                // is true is in our tables; it never gives back a connection that turns out to be dead, and without any
                // left no job would run on this node again
                pool(
                        "koppel-batch",
                        1,
                        8,
                        " --nontransactionalconnections=true --leaktimeout=30 --leakreclaim=true"
                                + " --initsql=SELECT(set_config('synchronous_commit','off',false))"),
                "create-jdbc-resource --connectionpoolid=koppel-batch jdbc/koppel-batch",
                "set " + config + "batch-runtime-configuration.data-source-lookup-name=jdbc/koppel-batch",
                "set " + config + "batch-runtime-configuration.schema-name=public",
                "set " + config + "batch-runtime-configuration.table-prefix=b_");
    }

    /** Its connections give the driver's own statements and rows: the server's wrappers of them read typed columns by reflection. */
    private static String pool(String name, int steady, int most, String further) {
        return "create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource"
                + " --restype=javax.sql.DataSource --steadypoolsize=" + steady + " --maxpoolsize=" + most
                + " --maxwait=10000 --isconnectvalidatereq=true --validationmethod=custom-validation"
                + " --validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation"
                + " --validateatmostonceperiod=10 --wrapjdbcobjects=false" + further
                + " --property=url=${MPCONFIG=KOPPEL_DATASOURCE_URL}:user=${MPCONFIG=KOPPEL_DATASOURCE_USER}"
                + ":password=${MPCONFIG=KOPPEL_DATASOURCE_PASSWORD} " + name;
    }

    String baseUrl() {
        return baseUrl;
    }

    void awaitReady() throws InterruptedException {
        if (payara.getRuntime().getDeployedApplicationNames().isEmpty()) {
            throw new StartFailure("The application did not deploy: "
                    + ServerLog.firstFailure().orElse("nothing was logged about it"));
        }
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String answer = "no answer";
        for (Instant end = Instant.now().plus(LONGEST_START); Instant.now().isBefore(end); ) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                answer = response.statusCode() + " " + response.body();
            } catch (IOException e) {
                answer = e.toString();
            }
            Thread.sleep(BETWEEN_PROBES.toMillis());
        }
        throw new StartFailure(
                "Not ready after " + LONGEST_START.toMinutes() + " minutes; /health/ready says " + answer);
    }

    @Override
    public void close() {
        try {
            payara.shutdown();
        } catch (Exception e) {
            // it is on its way down by itself
        }
    }
}
