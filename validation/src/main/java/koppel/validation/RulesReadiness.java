package koppel.validation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import koppel.document.DocumentKind;
import koppel.document.InvoiceRules;
import koppel.document.SpooledContent;
import koppel.document.Verdict;
import koppel.shared.ApplicationStarted;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the rules are compiled. That takes seconds, so it is done right after the start, and not when the first invoice arrives. Not during
 * the start: it loads hundreds of classes, and the web container closes the jars under the hands of whoever does when it has started.
 */
@Readiness
@ApplicationScoped
class RulesReadiness implements HealthCheck {

    private static final Logger LOG = System.getLogger(RulesReadiness.class.getName());

    /** Often enough for the runtime to compile what matters. */
    private static final int ROUNDS = 3;

    /** What fails once need not fail a moment later; and a node that gave up would never be ready. */
    private static final int ATTEMPTS = 60;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private enum State {
        COLD,
        WARMING,
        WARM,
        FAILED
    }

    private final InvoiceRules rules;
    private final Duration betweenAttempts;
    private volatile State state = State.COLD;

    /** For the proxy. */
    RulesReadiness() {
        this(null);
    }

    @Inject
    RulesReadiness(InvoiceRules rules) {
        this(rules, BETWEEN_ATTEMPTS);
    }

    RulesReadiness(InvoiceRules rules, Duration betweenAttempts) {
        this.rules = rules;
        this.betweenAttempts = betweenAttempts;
    }

    void warmUp(@Observes ApplicationStarted started) {
        synchronized (this) {
            if (state != State.COLD) {
                return;
            }
            state = State.WARMING;
        }
        Thread thread = new Thread(this::compile, "warm up the rules");
        thread.setDaemon(true);
        thread.start();
    }

    private void compile() {
        try {
            for (int attempt = 1; !compiled() && attempt < ATTEMPTS; attempt++) {
                Thread.sleep(betweenAttempts.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean compiled() {
        Instant begin = Instant.now();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                judge(DocumentKind.INVOICE, "warm-up-invoice.xml");
                judge(DocumentKind.CREDIT_NOTE, "warm-up-credit-note.xml");
            }
            state = State.WARM;
            LOG.log(
                    Level.INFO,
                    "The rules are ready after {0} ms",
                    Duration.between(begin, Instant.now()).toMillis());
            return true;
        } catch (IOException | RuntimeException | LinkageError failed) {
            state = State.FAILED;
            LOG.log(Level.ERROR, "The rules can not be applied", failed);
            return false;
        }
    }

    private void judge(DocumentKind kind, String example) throws IOException {
        try (InputStream bytes = RulesReadiness.class.getResourceAsStream(example)) {
            SpooledContent content = SpooledContent.of(new ByteArrayInputStream(bytes.readAllBytes()));
            Verdict verdict = rules.judge(kind, content, LocalDate.now(ZoneOffset.UTC));
            if (!verdict.valid()) {
                throw new IllegalStateException("the rules refuse " + example + ": " + verdict.findings());
            }
        }
    }

    /** Whether the rules have been applied, and allowed what they have to allow. */
    boolean isWarm() {
        return state == State.WARM;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("invoiceRules");
        return isWarm()
                ? response.up().build()
                : response.down().withData("state", state.name()).build();
    }
}
