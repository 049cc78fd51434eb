package koppel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Map<String, String> EXTERNAL = Map.of(
            "KOPPEL_DATASOURCE_URL", "jdbc:postgresql://db.example:5432/koppel",
            "KOPPEL_DATASOURCE_USER", "koppel",
            "KOPPEL_DATASOURCE_PASSWORD", "a:b$c",
            "KOPPEL_KEY_PEPPER", "pepper");

    @Test
    void withNothingSetTheDatabaseIsEmbeddedAndTheServerOnLoopback() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.externalDatabase()).isEmpty();
        assertThat(settings.httpAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.data()).isAbsolute().endsWithRaw(java.nio.file.Path.of("data"));
    }

    @Test
    void anEmptyValueCountsAsUnset() {
        assertThat(Settings.of(Map.of("KOPPEL_HTTP_PORT", "", "KOPPEL_KEY_PEPPER", " "))
                        .keyPepper())
                .isEmpty();
    }

    @Test
    void anExternalDatabaseNeedsAllOfItsSettings() {
        assertThat(Settings.of(EXTERNAL).externalDatabase()).isPresent();
        for (String name : EXTERNAL.keySet()) {
            Map<String, String> incomplete = new HashMap<>(EXTERNAL);
            incomplete.remove(name);
            assertThatThrownBy(() -> Settings.of(incomplete))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aPortIsANumberInRange() {
        for (String port : new String[] {"0", "65536", "-1", "http"}) {
            assertThatThrownBy(() -> Settings.of(Map.of("KOPPEL_HTTP_PORT", port)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("KOPPEL_HTTP_PORT");
        }
    }

    @Test
    void aPublicAddressIsThatOfASite() {
        for (String address :
                new String[] {"https://koppel.example", "http://127.0.0.1:8080", "https://[::1]:8443", ""}) {
            assertThat(Settings.of(Map.of("KOPPEL_PUBLIC_URL", address))).isNotNull();
        }
        for (String wrong : new String[] {
            "koppel.example", "ftp://koppel.example", "https://koppel.example/", "https://a:secret@koppel.example"
        }) {
            assertThatThrownBy(() -> Settings.of(Map.of("KOPPEL_PUBLIC_URL", wrong)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("KOPPEL_PUBLIC_URL must look like https://koppel.example")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void noSecretIsEverInItsText() {
        assertThat(Settings.of(EXTERNAL).toString()).doesNotContain("pepper", "a:b$c");
        assertThat(Settings.of(EXTERNAL).externalDatabase().toString()).doesNotContain("a:b$c");
    }
}
