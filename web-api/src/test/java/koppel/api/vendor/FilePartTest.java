package koppel.api.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import koppel.api.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePartTest {

    private static byte[] file(String type) throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=file\r\n\r\n<a/>\r\n--b--\r\n";
        return FilePart.of(new ByteArrayInputStream(form.getBytes(UTF_8)), type).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=b", "Multipart/Form-Data;boundary=\"b\""})
    void aFormHoldsTheDocument(String type) throws IOException {
        assertThat(file(type)).asString(UTF_8).isEqualTo("<a/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "*/*; boundary=b", "multipart/*; boundary=b"})
    void whatIsNotSaidToBeAFormIsNone(String type) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> file(type))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(415));
    }
}
