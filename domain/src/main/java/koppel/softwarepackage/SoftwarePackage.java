package koppel.softwarepackage;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A catalogue entry.
 *
 * @param id slug, such as {@code basecone}
 * @param software which software of the vendor it connects; two entries for the same software exclude one another
 * @param directions which documents it handles
 * @param quickConnect whether it offers the Quick Connect window
 */
public record SoftwarePackage(
        String id,
        String name,
        String vendor,
        String software,
        Directions directions,
        boolean quickConnect,
        ConnectionMethod method) {

    public SoftwarePackage {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(vendor);
        Objects.requireNonNull(software);
        Objects.requireNonNull(directions);
        Objects.requireNonNull(method);
    }

    private static final String OWN_APP = "own-app";

    /** Whether it is the entry whose directions a person chooses. */
    public boolean isOwnApp() {
        return OWN_APP.equals(id);
    }

    /** The same package, doing that with documents. */
    public SoftwarePackage with(Directions chosen) {
        return new SoftwarePackage(id, name, vendor, software, chosen, quickConnect, method);
    }

    /** The directions whose documents the package retrieves; empty for one that only sends. */
    public Set<Direction> retrieves() {
        Set<Direction> retrieved = EnumSet.noneOf(Direction.class);
        if (directions.purchase()) {
            retrieved.add(Direction.PURCHASE);
        }
        if (directions.sales()) {
            retrieved.add(Direction.SALES);
        }
        return retrieved;
    }

    /**
     * Whether this package can go on where the other one was: it retrieves what that one retrieved or, where it only sends, has sent
     * what that one could have.
     */
    public boolean goesOnAfter(SoftwarePackage other) {
        return retrieves().isEmpty()
                ? other.directions.send()
                : retrieves().stream().anyMatch(other.retrieves()::contains);
    }

    /**
     * What a package does with documents.
     *
     * @param purchase retrieves purchase invoices (inbox)
     * @param sales retrieves sales invoices (outbox)
     * @param send sends sales invoices
     */
    public record Directions(boolean purchase, boolean sales, boolean send) {}

    /** How a package is connected: by keys it polls with, or by the platform pushing to it. */
    public enum ConnectionMethod {
        KEYS("keys"),
        AUTOPILOT("autopilot");

        private final String word;

        ConnectionMethod(String word) {
            this.word = word;
        }

        /** The word used in API and database. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException when no method is called so */
        public static ConnectionMethod ofWord(String word) {
            for (ConnectionMethod method : values()) {
                if (method.word.equals(word)) {
                    return method;
                }
            }
            throw new IllegalArgumentException("no connection method: " + word);
        }
    }
}
