package koppel.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import koppel.api.problem.ProblemException;
import koppel.api.security.BasicCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormTest {

    private static final Optional<BasicCredentials> BASIC = Optional.of(new BasicCredentials("kpl_app_A", "s1"));

    private static TokenForm form(String body) {
        return TokenForm.of(body.getBytes(StandardCharsets.ISO_8859_1), MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }

    private static String refusal(Runnable reading) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, reading::run);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.problem().status()).isEqualTo(400);
        return refused.problem().json().getString("detail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=password               | password",
                "grant%5Ftype=p%61ssword           | password",
                "a=b&grant_type=pass+word          | pass word",
                "grant_type=p=q                    | p=q",
                "grant_type=%C3%A9                 | é",
                "grant_type=%e2%82%AC&             | €",
                "&&=x&grant_type=password&&        | password",
                "grant_type=&grant_type=password   | password",
            })
    void aParameterIsFoundByItsNameAndDecoded(String body, String value) {
        assertThat(form(body).get("grant_type")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "grant_type", "grant_type=", "grant_type=&grant_type=", "Grant_Type=password"})
    void oneWithoutAValueCountsAsLeftOut(String body) {
        assertThat(form(body).get("grant_type")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&b=2&a=3", "%61=1&a=2", "=1&=2"})
    void oneThatIsGivenTwiceIsRefused(String body) {
        assertThat(refusal(() -> form(body))).contains("more than once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%zz", "a=%", "a=%4", "%=a", "a=%+1", "a=%-1", "a=%ff", "a=\u00e9", "%c3=a", "{\"a%\": 1}"})
    void whatCannotBeDecodedIsRefusedAndNotRepeated(String body) {
        assertThat(refusal(() -> form("client_secret=kpl_sec_X&" + body)))
                .contains("no form in UTF-8")
                .doesNotContain("kpl_sec_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "no such"})
    void aCharacterSetThatNobodyKnowsIsRefused(String charset) {
        MediaType type = MediaType.APPLICATION_FORM_URLENCODED_TYPE.withCharset(charset);
        assertThat(refusal(() -> TokenForm.of(new byte[0], type))).contains("character set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-8", "ISO-8859-1"})
    void whicheverIsNamedWhatIsPercentEncodedIsUtf8(String charset) {
        TokenForm form = TokenForm.of(
                "scope=%C3%A9".getBytes(StandardCharsets.US_ASCII),
                MediaType.APPLICATION_FORM_URLENCODED_TYPE.withCharset(charset));
        assertThat(form.get("scope")).isEqualTo("é");
    }

    @Test
    void withoutABodyThereNeedBeNoType() {
        assertThatCode(() -> TokenForm.of(new byte[0], null)).doesNotThrowAnyException();
    }

    @Test
    void aClientSaysWhoItIsInTheBodyOrByBasic() {
        assertThat(form("client_id=kpl_app_B&client_secret=s2").client(Optional.empty()))
                .isEqualTo(new TokenForm.Client("kpl_app_B", "s2"))
                .asString()
                .doesNotContain("s2");
        assertThat(form("grant_type=password").client(BASIC)).isEqualTo(new TokenForm.Client("kpl_app_A", "s1"));
        assertThat(form("").client(Optional.empty())).isEqualTo(new TokenForm.Client(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_secret=", "client_id=kpl_app_A&client_secret=", "client_id=", "client_id=kpl_app_A"})
    void byBasicItMayNameItselfInTheBodyToo(String body) {
        assertThat(form(body).client(BASIC)).isEqualTo(new TokenForm.Client("kpl_app_A", "s1"));
    }

    @Test
    void itIsNotTwoClientsAndAuthenticatesOnce() {
        assertThat(refusal(() -> form("client_id=kpl_app_B").client(BASIC))).contains("another client");
        assertThat(refusal(() -> form("client_id=kpl_app_A&client_secret=s1").client(BASIC)))
                .contains("not both");
    }
}
