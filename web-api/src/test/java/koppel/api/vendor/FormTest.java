package koppel.api.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import koppel.api.problem.ProblemException;
import koppel.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static final String TYPE = "multipart/form-data; boundary=b-1";

    private record Part(String name, String content) {}

    private static List<Part> parts(InputStream body) throws IOException {
        Form form = Form.of(body, TYPE);
        List<Part> parts = new ArrayList<>();
        while (form.next()) {
            parts.add(new Part(form.name(), new String(form.content().readAllBytes(), UTF_8)));
        }
        assertThat(form.next()).isFalse();
        return parts;
    }

    private static List<Part> parts(String body) throws IOException {
        return parts(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    private static String part(String disposition, String content) {
        return "--b-1\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void eachPartHasItsNameAndWhatItHolds() throws IOException {
        assertThat(parts(part("name=\"meta\"", "{}") + part("name=file; filename=i.xml", "<a>\r\n</a>\n")
                        + "--b-1--\r\n"))
                .containsExactly(new Part("meta", "{}"), new Part("file", "<a>\r\n</a>\n"));
    }

    @Test
    void aNameIsTheParameterOfThatNameAndNotAPartOfAnother() throws IOException {
        for (String disposition : List.of(
                "name=file",
                "NAME = \"file\"",
                "filename=\"a; name=other\"; name=\"file\"",
                "filename*=utf-8''i.xml; name=file",
                "filename=i.xml;\r\n\tname=file")) {
            assertThat(parts(part(disposition, "x") + "--b-1--"))
                    .as(disposition)
                    .containsExactly(new Part("file", "x"));
        }
        assertThat(parts(part("filename=name", "x") + "--b-1--")).isEmpty();
    }

    @Test
    void whatIsBeforeTheFirstBorderAndAfterTheLastSaysNothing() throws IOException {
        assertThat(parts("before\r\n--b-2\r\n" + part("name=a", "x") + "--b-1--\r\nafter\r\n--b-1\r\n"))
                .containsExactly(new Part("a", "x"));
        assertThat(parts("--b-1--")).isEmpty();
    }

    /** Such as of an upload that was cut off there. */
    @ParameterizedTest
    @ValueSource(strings = {"--b-1", "--b-1-", "--b-1\r", "--b-1xy", "--b-1-x", "--b-1\rx", "--b-1 \r\n\r\n"})
    void aBorderThatGoesOnAsNoneIsNotTheLastOne(String broken) {
        for (String body : List.of(
                broken,
                part("name=a", "x") + broken,
                part("name=a", "x") + broken + "\r\n" + part("name=b", "y") + "--b-1--\r\n",
                part("name=a", "\r\r\n\r") + broken + "\r\n" + part("name=b", "y") + "--b-1--\r\n")) {
            assertThatThrownBy(() -> parts(body), "%s", body).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void whatOnlyLooksLikeABorderIsContent() throws IOException {
        for (String content :
                List.of("", "\r", "\n", "\r\n", "\r\n\r\n", "-", "--b-1", "x--b-1\r\n", "\r\n--b-", "\r\n--b-2")) {
            assertThat(parts(part("name=a", content) + part("name=b", "y") + "--b-1--"))
                    .as(content)
                    .containsExactly(new Part("a", content), new Part("b", "y"));
        }
    }

    @Test
    void headersHaveABound() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parts("--b-1\r\na: " + "x".repeat(10_000) + "\r\n\r\nx\r\n--b-1--"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parts("--b-1\r\n" + "a: x\r\n".repeat(2000) + "\r\nx\r\n--b-1--"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Content-Type application/xml",
                ": application/xml",
                "Content Type: application/xml",
                "a: b\nc: d",
                "Content-Type:",
                "Content-Type: xml",
                "Content-Type: /xml",
                "Content-Type: application/xml, text/xml",
                "Content-Type: multipart/mixed",
                "Content-Type: Multipart/Mixed; boundary=c-1",
                "Content-Type: multipart/mixed; boundary=b-1"
            })
    void aHeaderOfAPartThatIsNoneIsNotPassedOver(String broken) {
        String disposition = "Content-Disposition: form-data; name=";
        for (String body : List.of(
                "--b-1\r\n" + disposition + "a\r\n" + broken + "\r\n\r\nx\r\n--b-1--",
                "--b-1\r\n" + broken + "\r\n" + disposition + "a\r\n\r\nx\r\n--b-1--",
                part("name=file", "x") + "--b-1\r\n" + disposition + "a\r\n" + broken + "\r\n\r\nx\r\n--b-1--")) {
            assertThatThrownBy(() -> parts(body), "%s", body).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aPartWithoutHeadersHasNoNameAndIsNotReadOn() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> parts("--b-1\r\n\r\nx\r\n" + part("name=a", "y") + "--b-1--"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/xml",
                "Content-Type: application/xml; charset=\"utf-8\";",
                "Content-Type: text/x.invoice+xml;charset",
                "content-type : text/xml",
                "Content-Type: text/xml;\r\n\tcharset=utf-8",
                "X-Empty:",
                "Content-ID: <größe>"
            })
    void aHeaderThatSaysNothingToUsIsAnybodys(String header) throws IOException {
        assertThat(parts("--b-1\r\n" + header + "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b-1--"))
                .containsExactly(new Part("a", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=b-1"})
    void aTypeWithoutABoundaryIsNotUnderstood(String type) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Form.of(InputStream.nullInputStream(), type));
    }

    /** In pieces of any length, against borders that fall on every place of the buffer. */
    @Test
    void howeverItComesInItIsTheSame() throws IOException {
        Random random = new Random(7);
        String[] pieces = {"\r", "\n", "-", "--b", "\r\n--b-", "\r\n--c-1x", "x", "é"};
        for (int round = 0; round < 300; round++) {
            StringBuilder content = new StringBuilder("y".repeat(round % 3 == 0 ? 0 : 32_650 + random.nextInt(200)));
            for (int i = 0; i < random.nextInt(40); i++) {
                content.append(pieces[random.nextInt(pieces.length)]);
            }
            content.append("x");
            byte[] body = (part("name=a", content.toString()) + part("name=b", "") + "--b-1--\r\n").getBytes(UTF_8);
            int most = 1 + random.nextInt(round % 2 == 0 ? 7 : 40_000);

            assertThat(parts(new FilterInputStream(new ByteArrayInputStream(body)) {
                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            return super.read(target, offset, Math.min(length, most));
                        }
                    }))
                    .containsExactly(new Part("a", content.toString()), new Part("b", ""));
        }
    }

    private static byte[] file(byte[] form) throws IOException {
        return FilePart.of(new ByteArrayInputStream(form), TYPE).readAllBytes();
    }

    @Test
    void aFileIsWholeOrRefused() throws IOException {
        byte[] whole =
                (part("name=a", "x") + part("name=file", "<a/>") + part("name=b", "y") + "--b-1--").getBytes(UTF_8);

        InputStream file = FilePart.of(new ByteArrayInputStream(whole), TYPE);
        assertThat(file.readAllBytes()).isEqualTo("<a/>".getBytes(UTF_8));
        assertThat(file.read()).as("once more").isEqualTo(-1);
        for (int length = 0; length < whole.length; length++) {
            byte[] cutOff = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> file(cutOff), "%d bytes", length)
                    .isInstanceOfAny(ProblemException.class, InvalidInput.class);
        }
    }

    @Test
    void ofTwoFilesNoneIsTaken() throws IOException {
        String first = part("name=file; filename=a.xml", "<a/>");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> file((first + part("name=file", "<b/>") + "--b-1--").getBytes(UTF_8)))
                .satisfies(refused ->
                        assertThat(refused.violations().get(0).field()).isEqualTo("file"));
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() ->
                        file((first + part("name=b", "") + part("name=file", "<a/>") + "--b-1--").getBytes(UTF_8)));
        assertThat(file((first + part("name=File", "<b/>") + "--b-1--").getBytes(UTF_8)))
                .isEqualTo("<a/>".getBytes(UTF_8));
    }
}
