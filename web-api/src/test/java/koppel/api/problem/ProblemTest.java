package koppel.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @ParameterizedTest
    @EnumSource
    void whatIsToBeRepeatedLaterSaysWhenAndNothingElseDoes(ProblemType type) {
        boolean later = type.status() == 429 || type.status() == 503;

        assertThat(Problem.of(type).headers().containsKey(HttpHeaders.RETRY_AFTER))
                .isEqualTo(later);
    }

    /** What the container answers before or beside the resources is made of its status alone. */
    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void alsoWhereNothingButTheStatusIsKnown(int status) {
        Problem problem = Problem.of(ProblemType.ofStatus(status));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(Integer.parseInt(problem.headers().get(HttpHeaders.RETRY_AFTER)))
                .isPositive();
    }

    @Test
    void whoeverKnowsBetterSaysHowLong() {
        assertThat(Problem.of(ProblemType.CONNECTOR_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, "60")
                        .headers())
                .containsEntry(HttpHeaders.RETRY_AFTER, "60");
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        assertThat(Problem.of(ProblemType.KEYS_REVOKED).headers()).containsKey(HttpHeaders.WWW_AUTHENTICATE);
    }
}
