package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretHashTest {

    private static final byte[] BYTES =
            "thirty-two bytes, no more no less".substring(0, 32).getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatIsDoneToItsBytesOutsideDoesNotReachIt() {
        byte[] given = BYTES.clone();
        SecretHash hash = new SecretHash("p", given);

        given[0] = 99;
        hash.value()[1] = 99;

        assertThat(hash.value()).isEqualTo(BYTES);
    }

    @Test
    void isEqualByPepperAndBytes() {
        SecretHash hash = new SecretHash("p", BYTES);

        assertThat(hash).isEqualTo(new SecretHash("p", BYTES)).hasSameHashCodeAs(new SecretHash("p", BYTES));
        assertThat(hash).isNotEqualTo(new SecretHash("q", BYTES)).isNotEqualTo(new SecretHash("p", new byte[32]));
    }

    @Test
    void hasThirtyTwoBytesAndNoOtherNumber() {
        assertThatThrownBy(() -> new SecretHash("p", new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretHash("p", new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsWhichPepperKeyedItAndNothingElse() {
        assertThat(new SecretHash("p", BYTES)).hasToString("SecretHash[pepperId=p]");
    }
}
