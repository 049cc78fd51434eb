package koppel.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import koppel.api.problem.ClientGone;
import org.junit.jupiter.api.Test;

class PacedAnswerTest {

    private final PassingTime time = new PassingTime();

    /** A client who takes in each piece after a while, until it hangs up. */
    private final class Taken extends ServletOutputStream {

        private final double seconds;
        private final int hangsUpAfter;
        private int bytes;
        private int calls;

        Taken(double seconds, int hangsUpAfter) {
            this.seconds = seconds;
            this.hangsUpAfter = hangsUpAfter;
        }

        @Override
        public void write(int single) {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            take(length);
        }

        @Override
        public void flush() throws IOException {
            take(0);
        }

        private void take(int length) throws IOException {
            calls++;
            if (bytes >= hangsUpAfter) {
                throw new IOException("Broken pipe");
            }
            time.pass(seconds);
            bytes += length;
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

    private PacedAnswer answer(Taken taken) {
        return new PacedAnswer(taken, new Pace(time), new Wait());
    }

    @Test
    void oneLargePieceForWhoReadsFastEnoughIsWrittenWhole() throws IOException {
        Taken fast = new Taken(0.9, Integer.MAX_VALUE);
        answer(fast).write(new byte[20_000_000]);
        assertThat(fast.bytes).isEqualTo(20_000_000);
    }

    @Test
    void oneLargePieceForWhoReadsTooSlowlyIsEndedOnTheWayAndNothingFollows() {
        Taken slow = new Taken(3, Integer.MAX_VALUE);
        PacedAnswer answer = answer(slow);
        assertThatThrownBy(() -> answer.write(new byte[20_000_000])).isInstanceOf(ClientGone.class);
        assertThat(slow.bytes).isEqualTo(6 * PacedAnswer.PIECE);
        int before = slow.calls;
        assertThatThrownBy(() -> answer.write(new byte[1])).isInstanceOf(ClientGone.class);
        assertThatThrownBy(answer::flush).isInstanceOf(ClientGone.class);
        assertThat(slow.calls).isEqualTo(before);
    }

    @Test
    void whoHasTakenInTheLastByteHasTheAnswerHoweverLate() throws IOException {
        Taken late = new Taken(60, Integer.MAX_VALUE);
        PacedAnswer answer = answer(late);
        answer.write(new byte[100]);
        answer.flush();
        assertThat(late.bytes).isEqualTo(100);
    }

    @Test
    void toWhoHasHungUpNothingMoreIsWritten() {
        Taken gone = new Taken(0, PacedAnswer.PIECE);
        PacedAnswer answer = answer(gone);
        assertThatThrownBy(() -> answer.write(new byte[100_000]))
                .isInstanceOf(ClientGone.class)
                .hasRootCauseMessage("Broken pipe");
        assertThatThrownBy(() -> answer.write(new byte[10])).isInstanceOf(ClientGone.class);
        assertThat(gone.calls).isEqualTo(2);
    }
}
