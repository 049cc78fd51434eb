package koppel.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestJsonReaderTest {

    private static RequestJson read(String body) throws IOException {
        return new RequestJsonReader()
                .readFrom(
                        RequestJson.class,
                        RequestJson.class,
                        null,
                        MediaType.APPLICATION_JSON_TYPE,
                        null,
                        new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void aByteOrderMarkSaysNothing(String mark) throws IOException {
        assertThat(read(mark + "{\"name\": \"\ufeffBakkerij\"}").text("name")).isEqualTo("\ufeffBakkerij");
        assertThat(read(mark).text("name")).isNull();
    }

    @Test
    void twoOfThemAreNoJson() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read("\ufeff\ufeff{}"))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo("bad-request"));
    }
}
