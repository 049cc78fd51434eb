package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledContentTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9_000, 262_143, 262_144, 262_145, 327_680, 327_681, 3_000_000})
    void theBytesComeBackUnchangedAndAsOftenAsAsked(int size) throws Exception {
        byte[] bytes = bytes(size);
        try (SpooledContent content = spool(bytes)) {
            assertThat(content.size()).isEqualTo(size);
            assertThat(content.sha256())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
            for (int i = 0; i < 2; i++) {
                try (InputStream in = content.open()) {
                    assertThat(in.readAllBytes()).isEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void aStreamThatTricklesInIsTakenWhole() throws Exception {
        byte[] bytes = bytes(400_000);
        InputStream trickle = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 777));
            }
        };
        try (SpooledContent content = SpooledContent.of(trickle);
                InputStream in = content.open()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void twoReadersDoNotDisturbEachOther() throws Exception {
        byte[] bytes = bytes(300_000);
        try (SpooledContent content = spool(bytes);
                InputStream one = content.open();
                InputStream other = content.open()) {
            one.skipNBytes(280_000);
            assertThat(other.readAllBytes()).isEqualTo(bytes);
            assertThat(one.read()).isEqualTo(bytes[280_000] & 0xff);
        }
    }

    @Test
    void nobodyCanChangeTheHash() throws Exception {
        try (SpooledContent content = spool(bytes(10))) {
            content.sha256()[0]++;
            assertThat(content.sha256())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes(10)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 262_144, 300_000})
    void asManyBytesAsTheLimitAreTakenAndOneMoreIsNot(int limit) throws Exception {
        try (SpooledContent content = SpooledContent.of(new ByteArrayInputStream(bytes(limit)), limit, directory)) {
            assertThat(content.size()).isEqualTo(limit);
        }
        assertThatThrownBy(() -> SpooledContent.of(new ByteArrayInputStream(bytes(limit + 1)), limit, directory))
                .isInstanceOfSatisfying(ContentTooLarge.class, refused -> {
                    assertThat(refused.limit()).isEqualTo(limit);
                    assertThat(refused.code()).isEqualTo("content-too-large");
                });
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anEndlessStreamIsRefusedSoonAfterTheLimit() {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read[0] += length;
                return length;
            }
        };
        assertThatThrownBy(() -> SpooledContent.of(endless)).isInstanceOf(ContentTooLarge.class);
        assertThat(read[0]).isLessThan(SpooledContent.LIMIT + 100_000);
    }

    @Test
    void nothingIsLeftOfItAfterClosing() throws Exception {
        SpooledContent content = spool(bytes(400_000));
        InputStream open = content.open();
        content.close();
        content.close();

        assertThat(directory).isEmptyDirectory();
        assertThatThrownBy(content::open).isInstanceOf(IOException.class);
        assertThatThrownBy(open::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsLeftOfAStreamThatBreaks() {
        InputStream breaking = new InputStream() {
            private int left = 500_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("connection reset");
                }
                left--;
                return 'x';
            }
        };
        assertThatThrownBy(() -> SpooledContent.of(breaking, SpooledContent.LIMIT, directory))
                .isInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDiskThatTakesNothingIsToldFromAStreamThatBreaks() {
        Path gone = directory.resolve("gone");
        ByteArrayInputStream large = new ByteArrayInputStream(bytes(400_000));
        assertThatThrownBy(() -> SpooledContent.of(large, SpooledContent.LIMIT, gone))
                .isInstanceOfSatisfying(NoRoomForContent.class, refused -> {
                    assertThat(refused.code()).isEqualTo("unavailable");
                    assertThat(refused.getMessage()).doesNotContain(gone.toString());
                    assertThat(refused).hasCauseInstanceOf(IOException.class);
                });
    }

    private SpooledContent spool(byte[] bytes) throws IOException {
        return SpooledContent.of(new ByteArrayInputStream(bytes), SpooledContent.LIMIT, directory);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
