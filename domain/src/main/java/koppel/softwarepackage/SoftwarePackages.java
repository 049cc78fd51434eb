package koppel.softwarepackage;

import java.util.List;
import java.util.Optional;

/** Port: the catalogue. */
public interface SoftwarePackages {

    Optional<SoftwarePackage> byId(String id);

    /** In the order in which they are shown. */
    List<SoftwarePackage> all();
}
