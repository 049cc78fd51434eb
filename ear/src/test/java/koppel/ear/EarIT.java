package koppel.ear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import koppel.softwarepackage.SoftwarePackages;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The built EAR, its parts wired together by Payara Server. */
@ExtendWith(ArquillianExtension.class)
class EarIT {

    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(3);

    @Inject
    private SoftwarePackages softwarePackages;

    @PersistenceUnit(unitName = "koppel")
    private EntityManagerFactory entityManagers;

    @Resource(lookup = "jdbc/koppel")
    private DataSource dataSource;

    @Deployment
    static EnterpriseArchive builtArchive() {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "koppel.ear")
                .importFrom(new File("target/koppel.ear"))
                .as(EnterpriseArchive.class);
        WebArchive war = Testable.archiveToTest(ear.getAsType(WebArchive.class, "/web-api.war"));
        war.addClass(EarIT.class);
        return ear;
    }

    @Test
    void aPortIsInjectedAcrossModules() {
        assertTrue(softwarePackages.all().size() >= 5, "the seeded catalogue is read through its port");
    }

    @Test
    void hibernateIsThePersistenceProvider() {
        assertTrue(
                entityManagers.getClass().getName().contains("hibernate")
                        || entityManagers.getProperties().containsKey("hibernate.transaction.jta.platform"),
                entityManagers.getClass().getName());
    }

    @Test
    void theJobRepositoryIsInTheApplicationsDatabase() throws Exception {
        JobOperator jobs = BatchRuntime.getJobOperator();
        assertNotNull(jobs.getJobNames());
        assertThrows(NoSuchJobException.class, () -> jobs.getJobInstanceCount("no such job"));
        Set<String> tables = new TreeSet<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select table_name from information_schema.tables where table_name like 'b\\_%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        assertEquals(6, tables.size(), tables.toString());
    }

    /** It answers 503 until the rules are warm, which takes a busy machine a while. */
    @Test
    @RunAsClient
    void theServerBecomesReadyToServe(@ArquillianResource URL base) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + base.getHost() + ":" + base.getPort() + "/health/ready"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        Instant end = Instant.now().plus(LONGEST_WARM_UP);
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        while (response.statusCode() == 503 && Instant.now().isBefore(end)) {
            Thread.sleep(250);
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("jobRepository"), response.body());
    }
}
