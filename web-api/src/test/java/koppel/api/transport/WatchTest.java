package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import koppel.api.problem.ClientGone;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {

    private final PassingTime time = new PassingTime();
    private final Watch watch = new Watch();
    private final Wait wait = new Wait();

    /** What the other thread looks at while this one waits. */
    private double seconds;

    private boolean interrupted;

    /** As the connector waits: until it is interrupted, which fails. Meanwhile time passes and the watch looks. */
    private void waitForTheClient() throws IOException {
        Thread looking = new Thread(() -> {
            time.pass(seconds);
            watch.look();
        });
        looking.start();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            interrupted = true;
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private final class Silent extends ServletInputStream {

        @Override
        public int read() {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            waitForTheClient();
            return 0;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException();
        }
    }

    private final class Full extends ServletOutputStream {

        @Override
        public void write(int single) {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            waitForTheClient();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException();
        }
    }

    @AfterEach
    void nothingIsLeftOfIt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void oneReadingThatDoesNotEndIsEndedAndAnswered408() {
        watch.add(wait);
        seconds = 10.1;
        PacedBody body = new PacedBody(new Silent(), new Pace(time), wait);
        assertThatThrownBy(() -> body.read(new byte[10]))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("request-timeout"));
        assertThat(interrupted).isTrue();
    }

    @Test
    void soIsOnePieceOfAnAnswerThatNobodyTakesIn() {
        watch.add(wait);
        seconds = 10.1;
        PacedAnswer answer = new PacedAnswer(new Full(), new Pace(time), wait);
        assertThatThrownBy(() -> answer.write(new byte[10])).isInstanceOf(ClientGone.class);
        assertThat(answer.isGone()).isTrue();
    }

    @Test
    void whoIsWithinThePaceIsLeftAlone() {
        watch.add(wait);
        wait.begins(new Pace(time));
        time.pass(9.9);
        watch.look();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        wait.ends(0);
    }

    @Test
    void whileNothingIsWaitedForNobodyIsInterrupted() {
        watch.add(wait);
        wait.begins(new Pace(time));
        wait.ends(0);
        time.pass(3600);
        watch.look();
    }

    @Test
    void aRequestThatIsOverIsNotLookedAt() {
        watch.add(wait);
        wait.begins(new Pace(time));
        watch.remove(wait);
        time.pass(3600);
        watch.look();
    }

    /** It may come at the very moment at which the bytes do. */
    @Test
    void whatIsReadAllTheSameIsKeptAndTheNextWaitIsNotEnded() {
        watch.add(wait);
        Pace pace = new Pace(time);
        wait.begins(pace);
        time.pass(10.1);
        watch.look();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        wait.ends(Pace.LEAST_PER_SECOND);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        wait.begins(pace);
        watch.look();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        wait.ends(0);
    }
}
