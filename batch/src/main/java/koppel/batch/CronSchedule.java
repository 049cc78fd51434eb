package koppel.batch;

import jakarta.enterprise.concurrent.CronTrigger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;

/** When a job runs by itself, as the operator wrote it: second, minute, hour, day of month, month, day of week. */
public final class CronSchedule {

    private final CronTrigger trigger;

    private CronSchedule(CronTrigger trigger) {
        this.trigger = trigger;
    }

    /**
     * Understands a cron expression.
     *
     * @param setting where it was written, for the message
     * @param now gives the time zone too
     * @throws IllegalArgumentException if it is none, or one that never comes true
     */
    public static CronSchedule parse(String setting, String expression, ZonedDateTime now) {
        try {
            CronSchedule schedule =
                    new CronSchedule(new CronTrigger(expression.strip().replaceAll("\\s+", " "), now.getZone()));
            schedule.untilNext(now);
            return schedule;
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException notUnderstood) {
            throw new IllegalArgumentException(
                    setting + " is \"" + expression + "\", which is no schedule (" + notUnderstood.getMessage()
                            + "). It takes six fields: second minute hour day-of-month month day-of-week,"
                            + " such as \"0 * * * * *\" for every minute.",
                    notUnderstood);
        }
    }

    /** How long until it is time the next time; never zero, so that no moment counts twice. */
    public Duration untilNext(ZonedDateTime now) {
        return Duration.between(now, trigger.getNextRunTime(null, now.plusNanos(1)));
    }
}
