package koppel.api.start;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import koppel.api.address.PublicAddress;
import koppel.connection.keys.Peppers;
import koppel.user.EmailAddress;
import koppel.user.FirstAdministrator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start without a usable pepper or with an address that is none, and makes the first administrator of a new installation. */
@WebListener
public class FirstStart implements ServletContextListener {

    private static final Logger LOG = System.getLogger(FirstStart.class.getName());

    @Inject
    private Peppers peppers;

    @Inject
    private PublicAddress address;

    @Inject
    private FirstAdministrator firstAdministrator;

    @Inject
    @ConfigProperty(name = "KOPPEL_ADMIN_EMAIL")
    private Optional<String> email;

    @Inject
    @ConfigProperty(name = "KOPPEL_ADMIN_PASSWORD")
    private Optional<String> password;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOG.log(Level.INFO, "Keys are checked with {0}", peppers);
        LOG.log(Level.INFO, "Links lead to {0}", address);
        if (email.isPresent() && password.isPresent()) {
            if (firstAdministrator.ensure(EmailAddress.parse(email.get()), password.get())) {
                LOG.log(Level.INFO, "The first administrator was created");
            }
        } else {
            LOG.log(
                    Level.WARNING,
                    "KOPPEL_ADMIN_EMAIL and KOPPEL_ADMIN_PASSWORD are not set: no administrator is created");
        }
    }
}
