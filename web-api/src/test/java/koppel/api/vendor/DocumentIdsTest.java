package koppel.api.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koppel.api.json.RequestJson;
import koppel.api.json.RequestJsonReader;
import koppel.document.DocumentId;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentIdsTest {

    private static Map<String, Optional<DocumentId>> asked(String json) throws IOException {
        RequestJson body = new RequestJsonReader()
                .readFrom(
                        RequestJson.class,
                        RequestJson.class,
                        null,
                        MediaType.APPLICATION_JSON_TYPE,
                        null,
                        new ByteArrayInputStream(json.getBytes(UTF_8)));
        Map<String, Optional<DocumentId>> ids = DocumentIds.maybe(body.texts(DocumentIds.NAME));
        DocumentIds.requireSome(body, ids);
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                    | documentIds    | A list of between 1 and 1000 document ids is needed.",
                "{\"documentIds\": []}  | documentIds    | A list of between 1 and 1000 document ids is needed.",
                "{\"documentIds\": \"x\"} | documentIds    | Has to be a list of texts.",
                "{\"documentIds\": [1]} | documentIds[0] | Has to be a text."
            })
    void whatIsWrongIsSaidOnce(String json, String field, String message) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> asked(json))
                .satisfies(refused ->
                        assertThat(refused.violations()).containsExactly(new InvalidInput.Violation(field, message)));
    }

    @Test
    void atMostAThousandAreAskedForAtOnce() throws IOException {
        String id = "\"" + new UUID(1, 2) + "\"";
        assertThat(asked("{\"documentIds\": [" + String.join(",", Collections.nCopies(1000, id)) + "]}"))
                .hasSize(1);
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(
                        () -> asked("{\"documentIds\": [" + String.join(",", Collections.nCopies(1001, id)) + "]}"));
    }
}
