package koppel.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import koppel.document.NoRoomForContent;
import koppel.document.RulesBusy;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks about an answer names its request id, and under that the operator finds what happened. */
class ProblemMapperTest {

    private static final RuntimeException DEFECT = new IllegalStateException("a defect");
    private static final RuntimeException OUTAGE = new IllegalStateException("the database is away");

    private final ProblemMapper mapper = new ProblemMapper(failure -> failure == OUTAGE);
    private final Logger logger = Logger.getLogger(ProblemMapper.class.getName());
    private final List<LogRecord> logged = new ArrayList<>();

    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(log);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private static String requestId(Problem answered) {
        return answered.json().getString("requestId");
    }

    @Test
    void anAnswerHasOneIdHoweverOftenItIsLookedAt() {
        Problem problem = Problem.of(ProblemType.NOT_FOUND);

        assertThat(requestId(problem)).isEqualTo(problem.requestId()).isEqualTo(requestId(problem));
        assertThat(problem.json().getString("instance")).isEqualTo("urn:uuid:" + problem.requestId());
        assertThat(requestId(Problem.of(ProblemType.NOT_FOUND))).isNotEqualTo(problem.requestId());
    }

    @Test
    void aDefectIsInTheLogUnderTheIdOfItsAnswer() {
        Problem answered = mapper.unforeseen(DEFECT);

        assertThat(answered.status()).isEqualTo(500);
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage()).contains(requestId(answered));
            assertThat(entry.getThrown()).isSameAs(DEFECT);
        });
    }

    @Test
    void anOutageIsSaidOnceInAWhileUnderTheIdOfTheFirst() {
        Problem first = mapper.unforeseen(OUTAGE);
        Problem second = mapper.unforeseen(OUTAGE);

        assertThat(List.of(first.status(), second.status())).containsOnly(503);
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(entry.getMessage()).contains(requestId(first));
            assertThat(entry.getThrown()).isSameAs(OUTAGE);
        });
    }

    @Test
    void aFullDiskIsTheOperatorsToKnowAndAskedToBeTriedAgain() {
        NoRoomForContent full = new NoRoomForContent(new IOException("No space left on device"));

        Problem answered = mapper.refused(full).orElseThrow();

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.headers()).containsKey("Retry-After");
        assertThat(answered.json().toString()).doesNotContain("space left");
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(entry.getThrown()).isSameAs(full);
        });
    }

    @Test
    void whatIsRefusedIsInTheLogOnlyForWhoeverWantsAllOfItAndNeverWithWhatWasSent() {
        List<RuntimeException> refusals = List.of(
                new ProblemException(ProblemType.BAD_REQUEST, "about a s3cret"),
                new InvalidInput("secret", "about a s3cret"),
                new RulesBusy());
        refusals.forEach(mapper::refused);
        assertThat(logged).isEmpty();

        logger.setLevel(Level.FINE);
        for (RuntimeException refusal : refusals) {
            logged.clear();
            Problem answered = mapper.refused(refusal).orElseThrow();
            assertThat(logged).singleElement().satisfies(entry -> {
                assertThat(entry.getLevel()).isEqualTo(Level.FINE);
                assertThat(entry.getMessage())
                        .contains(requestId(answered), answered.code())
                        .doesNotContain("s3cret");
                assertThat(entry.getThrown()).isNull();
            });
        }
    }

    @Test
    void whoHasGoneIsNoFailureOfOurs() {
        mapper.unforeseen(new IllegalStateException(new ClientGone(new IOException("Broken pipe"))));
        assertThat(logged).isEmpty();

        mapper.unforeseen(new IllegalStateException(new IOException("Broken pipe")));
        assertThat(logged).singleElement().satisfies(entry -> assertThat(entry.getLevel())
                .isEqualTo(Level.SEVERE));
    }
}
