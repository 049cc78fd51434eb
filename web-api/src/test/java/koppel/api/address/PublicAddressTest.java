package koppel.api.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    /** One that a proxy sends on, which says so. */
    private static HttpServletRequest request() {
        Map<String, Object> known = Map.of(
                "getRequestURL",
                new StringBuffer("http://127.0.0.1:8080/.well-known/openid-configuration"),
                "getRequestURI",
                "/.well-known/openid-configuration",
                "getContextPath",
                "",
                "getHeader",
                "https");
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> known.get(method.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://koppel.example", "http://127.0.0.1:8080", "https://[2001:db8::1]:8443"})
    void anAddressThatIsSetStandsForThatOfEveryRequest(String address) {
        assertThat(new PublicAddress(Optional.of(address)).of(request())).isEqualTo(address);
    }

    @Test
    void onlyWhatIsSetIsTheSameWhoeverAsks() {
        assertThat(new PublicAddress(Optional.of("https://koppel.example")).isSet())
                .isTrue();
        assertThat(new PublicAddress(Optional.of(" ")).isSet()).isFalse();
    }

    @Test
    void unsetItIsTheAddressThatTheRequestWasMadeTo() {
        assertThat(new PublicAddress(Optional.empty()).of(request())).isEqualTo("http://127.0.0.1:8080");
        assertThat(new PublicAddress(Optional.of(" ")).of(request())).isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "koppel.example",
                "ftp://koppel.example",
                "https:/koppel.example",
                "https://",
                "https://koppel.example/",
                "https://koppel.example/invoices",
                "https://koppel.example?a",
                "https://koppel.example#a",
                "https://somebody:secret@koppel.example",
                "https://koppel.example:0",
                "https://koppel.example:65536",
                "https://koppel.example:",
                " https://koppel.example",
                "https://koppel example"
            })
    void whatIsNoAddressOfASiteIsRefusedAndNotRepeated(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicAddress(Optional.of(wrong)))
                .withMessageStartingWith("KOPPEL_PUBLIC_URL must look like https://koppel.example: ")
                .withMessageNotContaining("secret");
    }
}
