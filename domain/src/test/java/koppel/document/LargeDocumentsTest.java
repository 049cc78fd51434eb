package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import koppel.shared.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LargeDocumentsTest {

    private static final int MANY = 8;

    private final CountDownLatch firstIsRead = new CountDownLatch(1);
    private final CountDownLatch readOn = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(MANY);

    @AfterEach
    void end() {
        readOn.countDown();
        threads.shutdownNow();
    }

    private static CheckingInvoice checking(LargeDocuments large) {
        return new CheckingInvoice(new SetRules(), large, new SetClock());
    }

    /** A content of which all that is read is the invoice for tests, and which stays open until it may be read on. */
    private final class Held implements Content {

        private final long size;

        Held(long size) {
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public byte[] sha256() {
            return new byte[32];
        }

        @Override
        public InputStream open() throws IOException {
            opened.incrementAndGet();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            firstIsRead.countDown();
            try {
                readOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new ByteArrayInputStream(
                    Invoices.content(Invoices.invoice()).open().readAllBytes()) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    private static Content large() {
        return Invoices.content(Invoices.invoice() + " ".repeat((int) LargeDocuments.LARGE));
    }

    @Test
    void manyLargeOnesAreReadOneAfterTheOther() throws Exception {
        LargeDocuments large = new LargeDocuments();
        CheckingInvoice checking = checking(large);
        List<Future<ReadInvoice>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(threads.submit(() -> checking.read(new Held(LargeDocuments.LARGE + 1))));
        }
        while (large.waiting() < MANY - 1) {
            Thread.onSpinWait();
        }
        assertThat(opened).hasValue(1);

        readOn.countDown();
        for (Future<ReadInvoice> one : all) {
            assertThat(one.get()).isInstanceOf(ReadInvoice.Read.class);
        }
        assertThat(opened).hasValue(MANY);
        assertThat(mostOpen).hasValue(1);
    }

    @Test
    void smallOnesDoNotWaitForALargeOneAndNotForEachOther() throws Exception {
        CheckingInvoice checking = checking(new LargeDocuments());
        Future<ReadInvoice> slow = threads.submit(() -> checking.read(new Held(LargeDocuments.LARGE + 1)));
        firstIsRead.await();

        for (int i = 1; i < MANY; i++) {
            threads.submit(() -> checking.read(new Held(LargeDocuments.LARGE)));
        }
        while (open.get() < MANY) {
            Thread.onSpinWait();
        }
        assertThat(checking.read(Invoices.content(Invoices.invoice()))).isInstanceOf(ReadInvoice.Read.class);
        assertThat(slow).isNotDone();
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsToldSoWhateverItAskedFor() throws Exception {
        CheckingInvoice checking = checking(new LargeDocuments(Duration.ZERO));
        threads.submit(() -> checking.read(new Held(LargeDocuments.LARGE + 1)));
        firstIsRead.await();

        assertThatExceptionOfType(RulesBusy.class).isThrownBy(() -> checking.read(large()));
        assertThatExceptionOfType(RulesBusy.class).isThrownBy(() -> checking.dryRun(large()));
        assertThat(opened).hasValue(1);
    }

    /** A turn that was not given back would leave none. */
    @Test
    void oneDocumentAfterTheOtherHasItsTurnHoweverTheLastEnded() {
        LargeDocuments large = new LargeDocuments(Duration.ZERO);
        CheckingInvoice checking = checking(large);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> large.inTurn(large(), () -> {
                    throw new IllegalStateException();
                }));
        for (int i = 0; i < 2; i++) {
            assertThat(checking.dryRun(large())).isEqualTo(new CheckingInvoice.DryRun.Judged(SetRules.FINE));
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        LargeDocuments large = new LargeDocuments();
        CheckingInvoice checking = checking(large);
        threads.submit(() -> checking.read(new Held(LargeDocuments.LARGE + 1)));
        firstIsRead.await();
        AtomicInteger busy = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            try {
                checking.read(large());
            } catch (RulesBusy told) {
                busy.incrementAndGet();
            }
        });
        waiting.start();
        while (large.waiting() < 1) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(busy).hasValue(1);
    }
}
