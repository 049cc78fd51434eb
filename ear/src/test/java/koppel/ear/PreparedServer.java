package koppel.ear;

import java.nio.file.Path;
import java.util.Map;
import koppel.harness.PayaraDomain;
import koppel.harness.TestDatabase;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Prepares a domain and a database before Arquillian reads where they are. */
public final class PreparedServer implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        TestDatabase database = TestDatabase.create();
        PayaraDomain domain = PayaraDomain.create(
                Path.of("target/payara6"),
                "arquillian",
                Map.of(
                        "KOPPEL_DATASOURCE_URL",
                        database.url(),
                        "KOPPEL_DATASOURCE_USER",
                        database.user(),
                        "KOPPEL_DATASOURCE_PASSWORD",
                        database.password(),
                        "KOPPEL_KEY_PEPPER",
                        "0123456789abcdef0123456789abcdef0123456789abcdef",
                        "KOPPEL_ADMIN_EMAIL",
                        "admin@koppel.example",
                        "KOPPEL_ADMIN_PASSWORD",
                        "a password for a test"));
        System.setProperty("koppel.test.payaraHome", domain.home().toString());
        System.setProperty("koppel.test.domain", domain.name());
        System.setProperty("koppel.test.adminPort", Integer.toString(domain.adminPort()));
    }
}
