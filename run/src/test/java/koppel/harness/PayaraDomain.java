package koppel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A domain of a Payara Server set up for Koppel: on loopback alone, with the pools and the batch repository that it needs. The pools take
 * their values from {@code KOPPEL_DATASOURCE_URL}, {@code _USER} and {@code _PASSWORD}, be they environment variables or system properties.
 *
 * @param home the unpacked server
 * @param name the domain's name
 * @param httpPort where the application listens
 * @param adminPort where the server is administered
 */
public record PayaraDomain(Path home, String name, int httpPort, int adminPort) {

    /** Makes it from the server's own first domain, which itself stays as it came. */
    public static PayaraDomain create(Path home, String name, Map<String, String> systemProperties) {
        PayaraDomain domain = new PayaraDomain(home.toAbsolutePath().normalize(), name, Ports.free(), Ports.free());
        try {
            domain.copyTemplate();
            domain.installDriver();
            domain.configure(systemProperties);
        } catch (IOException | ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException("domain.xml is not what it was", e);
        }
        return domain;
    }

    /** Where it lies. */
    public Path directory() {
        return home.resolve("glassfish/domains").resolve(name);
    }

    private void copyTemplate() throws IOException {
        if (Files.exists(directory())) {
            try (Stream<Path> old = Files.walk(directory())) {
                old.sorted(Comparator.reverseOrder()).forEach(PayaraDomain::delete);
            }
        }
        Path template = home.resolve("glassfish/domains/domain1");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory().resolve(template.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void installDriver() throws IOException, ReflectiveOperationException, URISyntaxException {
        Path driver = Path.of(Class.forName("org.postgresql.Driver")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(driver, Files.createDirectories(directory().resolve("lib")).resolve("postgresql.jar"));
    }

    private void configure(Map<String, String> systemProperties)
            throws IOException, ParserConfigurationException, SAXException, TransformerException {
        Path file = directory().resolve("config/domain.xml");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element domain = document.getDocumentElement();
        Element config = only(domain, "config", "name", "server-config");

        only(config, "network-listener", "name", "http-listener-1").setAttribute("address", "127.0.0.1");
        only(config, "network-listener", "name", "http-listener-1").setAttribute("port", Integer.toString(httpPort));
        only(config, "network-listener", "name", "http-listener-2").setAttribute("enabled", "false");
        only(only(config, "protocol", "name", "http-listener-1"), "http").setAttribute("http2-enabled", "false");
        only(config, "network-listener", "name", "admin-listener").setAttribute("address", "127.0.0.1");
        only(config, "network-listener", "name", "admin-listener").setAttribute("port", Integer.toString(adminPort));
        only(config, "thread-pool", "name", "http-thread-pool").setAttribute("max-thread-pool-size", "16");
        only(config, "jmx-connector", "name", "system").setAttribute("enabled", "false");
        only(config, "hazelcast-config-specific-configuration").setAttribute("enabled", "false");
        for (Element listener : all(config, "iiop-listener")) {
            listener.setAttribute("enabled", "false");
        }
        Element batch = add(config, "batch-runtime-configuration");
        batch.setAttribute("data-source-lookup-name", "jdbc/koppel-batch");
        batch.setAttribute("schema-name", "public");
        batch.setAttribute("table-prefix", "b_");
        add(config, "phone-home-runtime-configuration").setAttribute("enabled", "false");
        Element messaging = add(config, "jms-service");
        messaging.setAttribute("type", "DISABLED");
        messaging.setAttribute("default-jms-host", "default_JMS_host");
        Element messagingHost = add(messaging, "jms-host");
        messagingHost.setAttribute("name", "default_JMS_host");
        messagingHost.setAttribute("host", "127.0.0.1");
        messagingHost.setAttribute("lazy-init", "true");

        Element java = only(config, "java-config");
        systemProperties.forEach((key, value) -> add(java, "jvm-options").setTextContent("-D" + key + "=" + value));
        Node.javaOptions().forEach(option -> add(java, "jvm-options").setTextContent(option));

        pool(domain, "koppel", "4", "32")
                .setAttribute("init-sql", "SELECT(set_config('idle_in_transaction_session_timeout','30s',false))");
        Element batchPool = pool(domain, "koppel-batch", "1", "8");
        batchPool.setAttribute("connection-leak-timeout-in-seconds", "30");
        batchPool.setAttribute("connection-leak-reclaim", "true");
        batchPool.setAttribute("non-transactional-connections", "true");
        batchPool.setAttribute("init-sql", "SELECT(set_config('synchronous_commit','off',false))");

        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(file.toFile()));
    }

    /** With its name in the directory, {@code jdbc/} and that. */
    private static Element pool(Element domain, String name, String steady, String most) {
        Element resources = only(domain, "resources");
        Element pool = add(resources, "jdbc-connection-pool");
        pool.setAttribute("name", name);
        pool.setAttribute("datasource-classname", "org.postgresql.ds.PGSimpleDataSource");
        pool.setAttribute("res-type", "javax.sql.DataSource");
        pool.setAttribute("steady-pool-size", steady);
        pool.setAttribute("max-pool-size", most);
        pool.setAttribute("wrap-jdbc-objects", "false");
        property(pool, "url", "${MPCONFIG=KOPPEL_DATASOURCE_URL}");
        property(pool, "user", "${MPCONFIG=KOPPEL_DATASOURCE_USER}");
        property(pool, "password", "${MPCONFIG=KOPPEL_DATASOURCE_PASSWORD}");
        Element resource = add(resources, "jdbc-resource");
        resource.setAttribute("pool-name", name);
        resource.setAttribute("jndi-name", "jdbc/" + name);
        add(only(domain, "server", "name", "server"), "resource-ref").setAttribute("ref", "jdbc/" + name);
        return pool;
    }

    private static void property(Element pool, String name, String value) {
        Element property = add(pool, "property");
        property.setAttribute("name", name);
        property.setAttribute("value", value);
    }

    private static Element add(Element parent, String name) {
        Element element = parent.getOwnerDocument().createElement(name);
        parent.appendChild(element);
        return element;
    }

    private static Element only(Element parent, String name) {
        return all(parent, name).get(0);
    }

    private static Element only(Element parent, String name, String attribute, String value) {
        return all(parent, name).stream()
                .filter(element -> element.getAttribute(attribute).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + name + " " + value));
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
                .map(i -> (Element) found.item(i))
                .toList();
    }
}
