package koppel.connection.keys;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The installation's secret ingredient of every keyed hash: a current pepper and older ones, so that it can be changed without breaking
 * the keys that are in use. Kept outside the database. Safe for use by many threads; a hash costs microseconds, which is enough for a
 * Secret of 256 random bits.
 */
public final class Peppers {

    private static final int NEW_PEPPER_BYTES = 32;

    private final Pepper current;
    private final Map<String, Pepper> byId;

    private Peppers(Map<String, Pepper> newestFirst) {
        this.byId = newestFirst;
        this.current = newestFirst.values().iterator().next();
    }

    /**
     * Reads the text of {@code KOPPEL_KEY_PEPPER}: one or more peppers, newest first, with commas between them; spaces around each are
     * ignored. Each has at least 32 characters; what it consists of is up to the operator, 32 random bytes in hexadecimal or base64url
     * are best.
     *
     * @throws UnusablePepper if there is none, or one is empty, weak or given twice; never echoes it
     */
    public static Peppers parse(String text) {
        if (text == null || text.isBlank()) {
            throw new UnusablePepper("The key pepper is not set.");
        }
        Map<String, Pepper> newestFirst = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            Pepper pepper = Pepper.of(each.strip());
            if (newestFirst.put(pepper.id(), pepper) != null) {
                throw new UnusablePepper("The same key pepper is given twice.");
            }
        }
        return new Peppers(newestFirst);
    }

    /** The text of a new, strong pepper, for an installation that makes its own. Whoever calls it keeps it where only the owner reads. */
    public static String newPepper(SecureRandom random) {
        byte[] bytes = new byte[NEW_PEPPER_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The hash to keep, keyed with the current pepper. */
    public SecretHash hash(AppKey appKey, Secret secret) {
        return new SecretHash(current.id(), current.hash(appKey.value(), secret));
    }

    /** The hash to keep of a vendor's own secret. */
    public SecretHash hash(ClientId clientId, Secret secret) {
        return new SecretHash(current.id(), current.hash(clientId.value(), secret));
    }

    /** Under what a hand-over link is kept. */
    public SecretHash hashOfHandover(Secret token) {
        return new SecretHash(current.id(), current.hash(Secret.HANDOVER_PREFIX, token));
    }

    /** Under what a hand-over link may have been kept: one for each known pepper, newest first. */
    public List<SecretHash> hashesOfHandover(Secret token) {
        return byId.values().stream()
                .map(pepper -> new SecretHash(pepper.id(), pepper.hash(Secret.HANDOVER_PREFIX, token)))
                .toList();
    }

    /**
     * Whether the hash was made from this App Key and Secret. A hash keyed with a pepper that is no longer known never is. Takes the same
     * time wherever the hashes differ.
     */
    public boolean verify(SecretHash kept, AppKey appKey, Secret secret) {
        return verify(kept, appKey.value(), secret);
    }

    /** The same for a vendor's own credentials. */
    public boolean verify(SecretHash kept, ClientId clientId, Secret secret) {
        return verify(kept, clientId.value(), secret);
    }

    private boolean verify(SecretHash kept, String publicId, Secret secret) {
        Pepper pepper = byId.get(kept.pepperId());
        return pepper != null && kept.matches(pepper.hash(publicId, secret));
    }

    /** Whether the hash is keyed with the newest pepper; if not, it can be made anew when its Secret is next seen. */
    public boolean isCurrent(SecretHash kept) {
        return current.id().equals(kept.pepperId());
    }

    /** The ids of all known peppers, newest first; not secret. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /** Further secrets of the installation, from the current pepper. */
    public DerivedKeys derivedKeys() {
        return new DerivedKeys(current);
    }

    /** The same from every known pepper, newest first, for checking what was made before the pepper was changed. */
    public List<DerivedKeys> allDerivedKeys() {
        return byId.values().stream().map(DerivedKeys::new).toList();
    }

    /**
     * For what has to be read again.
     *
     * @param purpose a constant that no other use has
     */
    public Seal sealFor(String purpose) {
        return new Seal(byId, purpose);
    }

    @Override
    public String toString() {
        return "Peppers" + byId.keySet();
    }
}
