package koppel.connection.quickconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import koppel.connection.keys.AppKey;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Secret;
import koppel.connection.keys.SeededRandom;
import koppel.connection.quickconnect.PastedKeys.Pasted;
import koppel.connection.quickconnect.PastedKeys.Reason;
import koppel.connection.quickconnect.PastedKeys.Refused;
import koppel.organisation.CompanyId;
import koppel.user.EmailAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PastedKeysTest {

    private static final AppKey APP_KEY = AppKey.generate(new SeededRandom(1));
    private static final Secret SECRET = Secret.generate(new SeededRandom(2));
    private static final String A = APP_KEY.value();
    private static final String S = SECRET.reveal();
    private static final EmailAddress EMAIL = new EmailAddress("anna@example.org");
    private static final CompanyId COMPANY = CompanyId.parse("XCNL10017");
    private static final Pasted ALL = new Pasted(APP_KEY, SECRET, Optional.of(EMAIL), Optional.of(COMPANY));
    private static final Pasted KEYS = new Pasted(APP_KEY, SECRET, Optional.empty(), Optional.empty());

    @Test
    void whatTheButtonCopiesIsUnderstood() {
        String copied = new KeySet(APP_KEY, SECRET).clipboardText(Optional.of(EMAIL), COMPANY);

        assertThat(PastedKeys.parse(copied)).isEqualTo(ALL);
    }

    @Test
    void emailAddressAndCompanyIdMayBeEmptyOrLeftOut() {
        assertThat(PastedKeys.parse("APP_KEY:" + A + ";SECRET_KEY:" + S + ";EMAIL_ID:;COMPANY_ID:;"))
                .isEqualTo(KEYS);
        assertThat(PastedKeys.parse("APP_KEY:" + A + ";SECRET_KEY:" + S)).isEqualTo(KEYS);
    }

    @Test
    void twoBareLinesAreUnderstoodInEitherOrder() {
        assertThat(PastedKeys.parse(A + "\n" + S)).isEqualTo(KEYS);
        assertThat(PastedKeys.parse(S + "\r\n" + A + "\r\n")).isEqualTo(KEYS);
        assertThat(PastedKeys.parse("\ufeff“" + S + "”;\u00a0'" + A + "'")).isEqualTo(KEYS);
    }

    @Test
    void keysInsideOfALetterAreFound() {
        assertThat(PastedKeys.parse("Dear Bob,\nConsumer Key: " + A + "\nConsumer Secret: " + S + "\nRegards, Anna"))
                .isEqualTo(KEYS);
        assertThat(PastedKeys.parse("Hello:\nAPP_KEY:" + A + "\nSECRET_KEY:" + S + "\nEMAIL_ID: anna@example.org\nBye"))
                .isEqualTo(new Pasted(APP_KEY, SECRET, Optional.of(EMAIL), Optional.empty()));
    }

    @Test
    void aKeyThatAMailBrokeInTwoIsMended() {
        String broken = S.substring(0, 30) + "\r\n " + S.substring(30);

        assertThat(PastedKeys.parse("APP_KEY:" + A + ";SECRET_KEY:" + broken + ";"))
                .isEqualTo(KEYS);
    }

    @Test
    void anEmailAddressThatLooksLikeALabelIsStillOne() {
        EmailAddress odd = new EmailAddress("app_key=anna@example.org");

        assertThat(PastedKeys.parse(new KeySet(APP_KEY, SECRET).clipboardText(Optional.of(odd), COMPANY)))
                .isEqualTo(new Pasted(APP_KEY, SECRET, Optional.of(odd), Optional.of(COMPANY)));
    }

    @Test
    void oneLabelForBothKeysIsEnough() {
        assertThat(PastedKeys.parse("App_Key: " + A + " " + S)).isEqualTo(KEYS);
    }

    @Test
    void jsonAndPropertiesAreUnderstood() {
        assertThat(PastedKeys.parse("{\"APP_KEY\": \"" + A + "\", \"SECRET_KEY\": \"" + S
                        + "\", \"EMAIL_ID\": \"anna@example.org\", \"COMPANY_ID\": \"xcnl10017\"}"))
                .isEqualTo(ALL);
        assertThat(PastedKeys.parse("app_key = " + A + "\nsecret_key = " + S + "\n"))
                .isEqualTo(KEYS);
    }

    @Test
    void pastedTwiceIsPastedOnce() {
        String copied = new KeySet(APP_KEY, SECRET).clipboardText(Optional.of(EMAIL), COMPANY);

        assertThat(PastedKeys.parse(copied + copied)).isEqualTo(ALL);
        assertThat(PastedKeys.parse(A + " " + S + " " + A)).isEqualTo(KEYS);
        assertThat(PastedKeys.parse(A + " ;APP_KEY:" + A + ";" + S)).isEqualTo(KEYS);
    }

    @Test
    void nothingVisibleIsEmpty() {
        assertReasons(null, Reason.EMPTY);
        assertReasons("", Reason.EMPTY);
        assertReasons(" \u00a0\u200b\ufeff\n", Reason.EMPTY);
    }

    @Test
    void moreThanFourThousandCharactersAreRefused() {
        String keys = A + " " + S;

        assertThat(PastedKeys.parse(keys + " ".repeat(4096 - keys.length()))).isEqualTo(KEYS);
        assertReasons(keys + " ".repeat(4097 - keys.length()), Reason.TOO_LONG);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertReasons("hello", Reason.APP_KEY_MISSING, Reason.SECRET_MISSING);
        assertReasons("APP_KEY:;SECRET_KEY:;", Reason.APP_KEY_MISSING, Reason.SECRET_MISSING);
        assertReasons(A, Reason.SECRET_MISSING);
        assertReasons(S, Reason.APP_KEY_MISSING);
        assertReasons("APP_KEY:" + A + ";EMAIL_ID:anna@example.org;", Reason.SECRET_MISSING);
    }

    @Test
    void whatIsMalformedIsNamed() {
        assertReasons("APP_KEY:" + A + "x;SECRET_KEY:" + S, Reason.APP_KEY_MALFORMED);
        assertReasons("APP_KEY:" + A + ";SECRET_KEY:" + S.substring(1), Reason.SECRET_MALFORMED);
        assertReasons(
                A.substring(0, 30) + "\n" + S.substring(0, 30), Reason.APP_KEY_MALFORMED, Reason.SECRET_MALFORMED);
        assertReasons(A + " KPL_SEC_" + S.substring(8), Reason.SECRET_MALFORMED);
        assertReasons(
                "APP_KEY:" + A + ";SECRET_KEY:" + S + ";EMAIL_ID:anna;COMPANY_ID:NL1",
                Reason.EMAIL_MALFORMED,
                Reason.COMPANY_ID_MALFORMED);
    }

    @Test
    void contradictionsAreNamed() {
        String otherA = AppKey.generate(new SeededRandom(3)).value();
        String otherS = Secret.generate(new SeededRandom(4)).reveal();

        assertReasons("APP_KEY:" + A + ";SECRET_KEY:" + S + ";APP_KEY:" + otherA, Reason.DUPLICATE_FIELD);
        assertReasons("EMAIL_ID:anna@example.org;" + A + ";" + S + ";EMAIL_ID:bob@example.org", Reason.DUPLICATE_FIELD);
        assertReasons("APP_KEY:" + S + ";SECRET_KEY:" + A, Reason.CONFLICTING_KEYS);
        assertReasons(A + "\n" + otherA + "\n" + S, Reason.CONFLICTING_KEYS);
        assertReasons(A + "\n" + S + "\n" + otherS, Reason.CONFLICTING_KEYS);
        assertReasons("APP_KEY:" + A + " " + otherA + ";SECRET_KEY:" + S, Reason.CONFLICTING_KEYS);
        assertReasons(otherA + ";APP_KEY:" + A + ";SECRET_KEY:" + S, Reason.CONFLICTING_KEYS);
    }

    @Test
    void theResultNeverShowsTheSecret() {
        assertThat(PastedKeys.parse(A + " " + S).toString()).contains(A).doesNotContain(Secret.PREFIX);
    }

    @Property(tries = 2_000)
    void everySpellingOfTheSameFieldsIsUnderstoodTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        boolean withEmail = random.nextBoolean();
        boolean withCompany = random.nextBoolean();
        List<String> fields = new ArrayList<>();
        fields.add(Spellings.field(random, "APP_KEY", A));
        fields.add(Spellings.field(random, "SECRET_KEY", S));
        if (withEmail || random.nextBoolean()) {
            fields.add(Spellings.field(random, "EMAIL_ID", withEmail ? EMAIL.value() : ""));
        }
        if (withCompany || random.nextBoolean()) {
            fields.add(Spellings.field(random, "COMPANY_ID", withCompany ? COMPANY.toString() : ""));
        }
        Collections.shuffle(fields, random);
        String text = Spellings.quoted(
                random, Spellings.space(random) + String.join(";", fields) + (random.nextBoolean() ? ";" : ""));

        assertThat(PastedKeys.parse(text + Spellings.space(random)))
                .isEqualTo(new Pasted(
                        APP_KEY,
                        SECRET,
                        withEmail ? Optional.of(EMAIL) : Optional.empty(),
                        withCompany ? Optional.of(COMPANY) : Optional.empty()));
    }

    @Property(tries = 500)
    void bareKeysAreUnderstoodWhateverStandsBetweenThem(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> keys = new ArrayList<>(List.of(
                Spellings.quoted(random, Spellings.sprinkled(random, A)),
                Spellings.quoted(random, Spellings.sprinkled(random, S))));
        Collections.shuffle(keys, random);

        assertThat(PastedKeys.parse(Spellings.space(random)
                        + keys.get(0)
                        + Spellings.pick(random, Spellings.SPACES)
                        + Spellings.space(random)
                        + keys.get(1)))
                .isEqualTo(KEYS);
    }

    @Property(tries = 2_000)
    void noTextMakesItThrowOrEcho(@ForAll("hostile") String text) {
        PastedKeys result = PastedKeys.parse(text);

        if (result instanceof Refused refused) {
            assertThat(refused.reasons()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(refused.toString()).matches("Refused\\[reasons=\\[[A-Z_, ]+]]");
        } else {
            assertThat(result.toString()).doesNotContain(S.substring(8));
        }
    }

    @Property(tries = 1_000)
    void aDamagedTextIsUnderstoodAsItWasOrRefused(
            @ForAll @IntRange(max = 180) int at, @ForAll @IntRange(max = 20) int lost, @ForAll char instead) {
        String copied = new KeySet(APP_KEY, SECRET).clipboardText(Optional.empty(), COMPANY);
        int from = Math.min(at, copied.length());
        String damaged = copied.substring(0, from) + instead + copied.substring(Math.min(copied.length(), from + lost));

        if (PastedKeys.parse(damaged) instanceof Pasted pasted) {
            assertThat(pasted.appKey()).isEqualTo(APP_KEY);
            assertThat(pasted.secret()).isEqualTo(SECRET);
        }
    }

    @Test
    void noTextIsSlowToRead() {
        List<String> pieces = List.of(
                " ",
                ";",
                "APP_KEY",
                "APP_KEY ",
                "APP_KEY:",
                "APP_KEY:;",
                "\"",
                "kpl_app_",
                "kpl_sec_ ",
                "EMAIL_ID=a ",
                "a",
                A + " ");
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (String piece : pieces) {
                String text = piece.repeat(PastedKeys.MOST_CHARACTERS / piece.length());
                for (int i = 0; i < 100; i++) {
                    PastedKeys.parse(text);
                }
            }
        });
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "APP_KEY",
                "SECRET_KEY",
                "EMAIL_ID",
                "COMPANY_ID",
                ":",
                "=",
                ";",
                " ",
                "\n",
                "\"",
                "“",
                "\u200b",
                "\ud800",
                "\udc00",
                "\u0000",
                A,
                S,
                "kpl_app_",
                "kpl_sec_",
                "anna@example.org",
                "XCNL10017",
                "XCNL99999999999999999999",
                "@",
                "😀");
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5_000)),
                Tuple.of(4, pieces.list().ofMaxSize(40).map(list -> String.join("", list))));
    }

    private static void assertReasons(String text, Reason... reasons) {
        assertThat(PastedKeys.parse(text)).isEqualTo(new Refused(List.of(reasons)));
    }
}
