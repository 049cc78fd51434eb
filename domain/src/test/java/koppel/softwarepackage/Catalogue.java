package koppel.softwarepackage;

import java.util.List;
import java.util.Optional;
import koppel.softwarepackage.SoftwarePackage.ConnectionMethod;
import koppel.softwarepackage.SoftwarePackage.Directions;

/** One package of each kind. */
public final class Catalogue implements SoftwarePackages {

    /** Retrieves purchase and sales invoices. */
    public static final SoftwarePackage BASECONE = keys("basecone", "Basecone", new Directions(true, true, false));

    /** As Basecone, of another vendor. */
    public static final SoftwarePackage YUKI = keys("yuki", "Yuki", new Directions(true, true, false));

    /** Retrieves purchase invoices and sends. */
    public static final SoftwarePackage MULTIVERS =
            keys("multivers", "Exact Multivers", new Directions(true, false, true));

    /** Only sends. */
    public static final SoftwarePackage RADAR = keys("radar", "Radar", new Directions(false, false, true));

    /** Has no keys. */
    public static final SoftwarePackage AUTOPILOT = new SoftwarePackage(
            "autopilot",
            "Autopilot for Exact Online",
            "Exact",
            "exact-online",
            new Directions(true, false, false),
            false,
            ConnectionMethod.AUTOPILOT);

    @Override
    public Optional<SoftwarePackage> byId(String id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<SoftwarePackage> all() {
        return List.of(BASECONE, YUKI, MULTIVERS, RADAR, AUTOPILOT);
    }

    private static SoftwarePackage keys(String id, String name, Directions directions) {
        return new SoftwarePackage(id, name, name, id, directions, true, ConnectionMethod.KEYS);
    }
}
