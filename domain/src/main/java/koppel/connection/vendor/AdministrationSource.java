package koppel.connection.vendor;

import java.util.List;
import koppel.organisation.Organisation;

/** Port: asks a package's connector for the administrations of an organisation. Bounded in time and size. */
public interface AdministrationSource {

    /** @throws ConnectorUnavailable when it cannot be reached, may not be, is too slow, or answers something else */
    List<Administration> fetch(Administrations.Connector connector, Organisation organisation);
}
