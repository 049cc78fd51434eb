package koppel.user;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.shared.InvalidInput;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a person's password: an Argon2id hash with its own salt and costs, in the PHC string form
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Made slow on purpose: tens of milliseconds and 19 MiB for each hash or check.
 */
public final class PasswordHash {

    private static final Costs COSTS = new Costs(19_456, 2, 1);
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** Memory in KiB, passes over it, lanes. */
    private record Costs(int memory, int passes, int lanes) {

        Costs {
            if (lanes < 1 || passes < 1 || memory < 8 * lanes) {
                throw notAHash();
            }
        }
    }

    private final Costs costs;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(Costs costs, byte[] salt, byte[] hash) {
        this.costs = costs;
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a newly chosen password. */
    public static PasswordHash of(Password password) {
        return of(password.text());
    }

    /**
     * The hash of a password that is given rather than chosen, such as the operator's in the configuration. Asks for no least length.
     *
     * @throws InvalidInput if it is blank or too long; never echoes it
     */
    public static PasswordHash of(String password) {
        if (password == null || password.isBlank()) {
            throw new InvalidInput("password", "A password is needed.");
        }
        if (Password.isTooLong(password)) {
            throw new InvalidInput("password", "A password has at most " + Password.MOST_CHARACTERS + " characters.");
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(COSTS, salt, argon2id(COSTS, salt, password, HASH_BYTES));
    }

    /**
     * Reads what {@link #text()} wrote, also with other costs.
     *
     * @throws IllegalArgumentException if it is not such a hash, which for a stored one means that the data is broken
     */
    public static PasswordHash parse(String phc) {
        Matcher parts = PHC.matcher(Objects.requireNonNull(phc));
        if (!parts.matches()) {
            throw notAHash();
        }
        Costs costs = new Costs(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        return new PasswordHash(costs, decode(parts.group(4)), decode(parts.group(5)));
    }

    /** Whether this is the password; takes the same time wherever the hashes differ. A password that is too long is refused at once. */
    public boolean verify(String entered) {
        return entered != null
                && !Password.isTooLong(entered)
                && MessageDigest.isEqual(hash, argon2id(costs, salt, entered, hash.length));
    }

    /** Whether today's costs differ from those of this hash; if so, hash the password anew when it is next entered. */
    public boolean needsRehash() {
        return !costs.equals(COSTS) || salt.length < SALT_BYTES || hash.length < HASH_BYTES;
    }

    /** The PHC string, for storage. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + costs.memory() + ",t=" + costs.passes() + ",p=" + costs.lanes() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static byte[] argon2id(Costs costs, byte[] salt, String password, int length) {
        byte[] bytes = Password.bytesOf(password);
        byte[] out = new byte[length];
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(costs.memory())
                .withIterations(costs.passes())
                .withParallelism(costs.lanes())
                .withSalt(salt)
                .build());
        argon2.generateBytes(bytes, out);
        Arrays.fill(bytes, (byte) 0);
        return out;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw notAHash();
        }
    }

    private static IllegalArgumentException notAHash() {
        return new IllegalArgumentException("not an Argon2id hash in PHC form");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that
                && costs.equals(that.costs)
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
