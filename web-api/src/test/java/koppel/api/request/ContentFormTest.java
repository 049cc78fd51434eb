package koppel.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import koppel.api.problem.Problem;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFormTest {

    private static final String SEND = "http://localhost/api/v1/0106:12345678/salesInvoice/send";

    private static FakeRequest filtered(FakeRequest request) {
        new ContentForm().filter(request.context());
        return request;
    }

    private static Problem refusal(FakeRequest request) {
        return assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> filtered(request))
                .actual()
                .problem();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "identity, gzip", "nonsense"})
    void contentInACodingIsRefusedAndWhichIsTakenIsSaid(String coding) {
        Problem problem = refusal(new FakeRequest(SEND, 500).with("Content-Encoding", coding));

        assertThat(problem.status()).isEqualTo(415);
        assertThat(problem.json().getString("detail")).contains("Content-Encoding");
        assertThat(problem.headers()).containsEntry("Accept-Encoding", "identity");
    }

    @Test
    void alsoWhereItsLengthIsNotSaid() {
        FakeRequest chunked =
                new FakeRequest(SEND, -1).with("Content-Encoding", "gzip").with("Transfer-Encoding", "chunked");

        assertThat(refusal(chunked).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"500, identity", "500, Identity", "500, ''", "0, gzip", "-1, gzip"})
    void contentAsItIsAndNoContentPass(int length, String coding) {
        assertThatCode(() -> filtered(new FakeRequest(SEND, length).with("Content-Encoding", coding)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "*/*; charset=utf-8", "*/xml"})
    void contentOfAnyTypeIsOfNone(String said) {
        assertThat(refusal(new FakeRequest(SEND, 500).with("Content-Type", said))
                        .status())
                .isEqualTo(415);
        assertThatCode(() -> filtered(new FakeRequest(SEND, 0).with("Content-Type", said)))
                .doesNotThrowAnyException();
    }
}
