package koppel.api.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramedBodyTest {

    @Test
    void aBodyOfALengthEndsThereAndLeavesTheNextRequestAlone() throws IOException {
        InputStream raw = bytes("helloGET / HTTP/1.1");
        assertThat(FramedBody.ofLength(raw, 5).readAllBytes())
                .asString(US_ASCII)
                .isEqualTo("hello");
        assertThat(raw.readAllBytes()).asString(US_ASCII).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    void aBodyOfNoLengthIsEmpty() throws IOException {
        assertThat(FramedBody.ofLength(bytes("GET"), 0).readAllBytes()).isEmpty();
    }

    @Test
    void chunksAreJoinedAndTrailersSkipped() throws IOException {
        InputStream raw = bytes("5\r\nhello\r\n1;name=value\r\n \r\n5\r\nworld\r\n0\r\nChecksum: 1\r\n\r\nGET");
        assertThat(FramedBody.chunked(raw).readAllBytes()).asString(US_ASCII).isEqualTo("hello world");
        assertThat(raw.readAllBytes()).asString(US_ASCII).isEqualTo("GET");
    }

    @Test
    void aBodyThatStopsEarlyIsNotTakenForAWholeOne() {
        assertThatThrownBy(() -> FramedBody.ofLength(bytes("hell"), 5).readAllBytes())
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5\r\nhel",
                "5\r\nhello",
                "5\r\nhello world\r\n0\r\n\r\n",
                "x\r\n",
                "-5\r\nhello\r\n",
                "\r\n",
                "0\r\n"
            })
    void brokenChunksAreNotTakenForAWholeBody(String chunks) {
        assertThatThrownBy(() -> FramedBody.chunked(bytes(chunks)).readAllBytes())
                .isInstanceOf(ProblemException.class);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(US_ASCII));
    }
}
