package koppel.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private final JsonText json = new JsonText(100).begin();

    private String ended() {
        return json.end().text();
    }

    @Test
    void membersStandInTheirOrder() {
        json.with("issueDate", LocalDate.of(2026, 3, 2))
                .with("expiresAt", Instant.EPOCH)
                .with("total", new BigDecimal("1312.80"))
                .with("next", null);

        assertThat(ended())
                .isEqualTo(
                        "{\"issueDate\":\"2026-03-02\",\"expiresAt\":\"1970-01-01T00:00:00Z\",\"total\":1312.80,\"next\":null}");
    }

    @Test
    void listsHoldObjects() {
        json.beginList("items")
                .begin()
                .with("number", "1")
                .end()
                .begin()
                .with("number", "2")
                .end()
                .endList()
                .beginList("none")
                .endList()
                .with("next", "x");

        assertThat(ended()).isEqualTo("{\"items\":[{\"number\":\"1\"},{\"number\":\"2\"}],\"none\":[],\"next\":\"x\"}");
    }

    @Test
    void whatATextMayNotHoldIsEscapedAndNothingElse() {
        json.with("a", "\"\\\n\r\t\b\u0001\u001f")
                .with("b", "é € 𝄞 / <&>'\u007f")
                .with("c", "")
                .with("d", "plain\"");

        assertThat(ended())
                .isEqualTo("{\"a\":\"\\\"\\\\\\n\\r\\t\\u0008\\u0001\\u001f\",\"b\":\"é € 𝄞 / <&>'\u007f\",\"c\":\"\","
                        + "\"d\":\"plain\\\"\"}");
    }
}
