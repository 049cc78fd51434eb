package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class PacedBodyTest {

    private final PassingTime time = new PassingTime();

    /** So many bytes, of which each read gets some after a while; then the end, or silence and the end of the connection. */
    private final class Sent extends ServletInputStream {

        private final int most;
        private final double seconds;
        private int left;
        private final double silence;
        private double end;

        Sent(int bytes, int most, double seconds, double silence) {
            this.left = bytes;
            this.most = most;
            this.seconds = seconds;
            this.silence = silence;
        }

        @Override
        public int read() {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && silence > 0) {
                time.pass(silence);
                throw new IOException("silence");
            }
            time.pass(left == 0 ? end : seconds);
            int read = Math.min(left, Math.min(most, length));
            left -= read;
            return read == 0 ? -1 : read;
        }

        @Override
        public boolean isFinished() {
            return left == 0;
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

    private PacedBody body(Sent sent) {
        return new PacedBody(sent, new Pace(time), new Wait());
    }

    @Test
    void whatComesInTimeIsPassedOnWhole() throws IOException {
        assertThat(body(new Sent(3_000_000, 50_000, 0.4, 0)).readAllBytes()).hasSize(3_000_000);
        assertThat(body(new Sent(5, 1, 1, 0)).readAllBytes()).hasSize(5);
    }

    @Test
    void aByteNowAndThenIsAnswered408WithTheConnectionsEnd() {
        Sent sent = new Sent(5000, 1, 3, 0);
        assertThatThrownBy(() -> body(sent).readAllBytes()).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo("request-timeout");
            assertThat(refused.problem().status()).isEqualTo(408);
            assertThat(refused.problem().headers()).containsEntry("Connection", "close");
        });
        assertThat(sent.left).isEqualTo(4996);
    }

    @Test
    void soIsSilenceThatTheConnectorHasHadEnoughOf() {
        assertThatThrownBy(() -> body(new Sent(10, 10, 1, 30)).readAllBytes())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("request-timeout"));
    }

    @Test
    void soIsAnEndThatIsLongInComing() {
        Sent sent = new Sent(10, 10, 1, 0);
        sent.end = 10;
        assertThatThrownBy(() -> body(sent).readAllBytes())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("request-timeout"));
    }

    /** An exception of the connection would be a failure of the server to the JAX-RS runtime where it asks whether a form is empty. */
    @Test
    void aConnectionThatBreaksIsABadRequest() {
        assertThatThrownBy(() -> body(new Sent(1_000_000, 500_000, 0.1, 3)).readNBytes(1_000_001))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("bad-request"));
    }
}
