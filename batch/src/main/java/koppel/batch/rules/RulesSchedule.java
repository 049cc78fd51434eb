package koppel.batch.rules;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import koppel.batch.Looks;
import koppel.batchrun.JobSchedule;
import koppel.document.ComingRules;
import koppel.shared.Clock;

/**
 * Has the rules that come into force at midnight made ready on the day before, so that the first document of a day waits for nothing. Every node
 * does it for itself. What is in force today is there by then: a node is not ready without it.
 */
@Singleton
public class RulesSchedule implements JobSchedule {

    private static final Logger LOG = System.getLogger(RulesSchedule.class.getName());
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final ComingRules rules;
    private final Clock clock;
    private final Looks looks = new Looks(this::look, BETWEEN_LOOKS);

    @Inject
    public RulesSchedule(ComingRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void begin(ScheduledExecutorService threads, ThreadFactory own, UnaryOperator<Runnable> inWebModule) {
        looks.begin(threads, inWebModule, FIRST_LOOK);
    }

    private Duration look() {
        try {
            // releases come into force at midnight of coordinated universal time
            rules.prepare(LocalDate.ofInstant(clock.now(), ZoneOffset.UTC));
        } catch (RuntimeException | LinkageError failed) {
            LOG.log(Level.WARNING, "The rules of the next day could not be made ready; it is tried again", failed);
        }
        return BETWEEN_LOOKS;
    }

    @Override
    public void end() {
        looks.end();
    }
}
