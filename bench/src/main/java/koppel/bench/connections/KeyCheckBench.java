package koppel.bench.connections;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeyIssuer;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SecretHash;
import koppel.connection.quickconnect.PastedKeys;
import koppel.organisation.CompanyId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a check of App Key and Secret costs beside the look-up, and its parts; one SHA-256 of the same bytes as a yardstick. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyCheckBench {

    private Peppers peppers;
    private SecretHash kept;
    private String appKey;
    private String secret;
    private String wrongSecret;
    private String mistyped;
    private String pasted;
    private byte[] bytes;

    @Setup
    public void issue() {
        SecureRandom random = new SecureRandom();
        peppers = Peppers.parse(Peppers.newPepper(random));
        KeyIssuer.Issued issued = new KeyIssuer(random, peppers).issueFirst(Instant.EPOCH);
        kept = issued.generation().hash();
        appKey = issued.keySet().appKey().value();
        secret = issued.keySet().secret().reveal();
        wrongSecret = Secret.generate(random).reveal();
        mistyped = secret.substring(0, 20) + (secret.charAt(20) == 'x' ? 'y' : 'x') + secret.substring(21);
        pasted = issued.keySet().clipboardText(Optional.empty(), CompanyId.of("NL", 10017));
        bytes = (appKey + secret).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Benchmark
    public boolean theRightSecret() {
        return check(secret);
    }

    @Benchmark
    public boolean aWrongSecret() {
        return check(wrongSecret);
    }

    /** The checksum tells without a hash, and in the application without a look-up. */
    @Benchmark
    public boolean aMistypedSecret() {
        return Secret.tryParse(mistyped).isPresent();
    }

    @Benchmark
    public PastedKeys readingWhatWasPasted() {
        return PastedKeys.parse(pasted);
    }

    @Benchmark
    public byte[] oneSha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private boolean check(String given) {
        return peppers.verify(
                kept,
                AppKey.tryParse(appKey).orElseThrow(),
                Secret.tryParse(given).orElseThrow());
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(KeyCheckBench.class.getSimpleName())
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
    }
}
