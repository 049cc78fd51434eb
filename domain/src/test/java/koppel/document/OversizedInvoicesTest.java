package koppel.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import koppel.document.ReadInvoice.Reason;
import koppel.document.ReadInvoice.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is as large as a document may be, and made of what is dear to read, is answered soon. */
class OversizedInvoicesTest {

    private static final int BIG = 20_000_000;

    private final InvoiceReader reader = new InvoiceReader();

    @Test
    void deepNestingIsRefusedBeforeItHurts() {
        assertThat(refusalInTime("<a>".repeat(100_000) + "</a>".repeat(100_000)))
                .isEqualTo(Reason.TOO_DEEP);
        assertThat(refusalInTime("<a>".repeat(100_000))).isEqualTo(Reason.TOO_DEEP);
        assertThat(refusalInTime("<a>".repeat(64) + "</a>".repeat(64))).isEqualTo(Reason.WRONG_ROOT);
        assertThat(refusalInTime("<a>".repeat(65) + "</a>".repeat(65))).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void aHugeAttributeIsRefused() {
        assertThat(refusalInTime("<a b='" + "c".repeat(BIG) + "'/>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<a><a b='" + "c".repeat(BIG) + "'/></a>")).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void aHugeNameIsRefused() {
        assertThat(refusalInTime("<a><" + "b".repeat(BIG) + "/></a>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<a " + "b".repeat(BIG) + "=''/>")).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void manyAttributesAreRefused() {
        StringBuilder one = new StringBuilder("<a");
        for (int i = 0; i < 300; i++) {
            one.append(" b").append(i).append("=''");
        }
        assertThat(refusalInTime(one + "/>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<r>" + "<a b='' c='' d='' e='' f='' g=''/>".repeat(100_000) + "</r>"))
                .isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void manyNamespacesAreRefused() {
        StringBuilder nested = new StringBuilder();
        for (int level = 0; level < 20; level++) {
            nested.append("<a");
            for (int i = 0; i < 50; i++) {
                nested.append(" xmlns:p").append(level * 50 + i).append("='u'");
            }
            nested.append('>');
        }
        assertThat(refusalInTime(nested.toString())).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void manyElementsAreRefused() {
        assertThat(refusalInTime("<a>" + "<b/>".repeat(BIG / 4) + "</a>")).isEqualTo(Reason.TOO_COMPLEX);
    }

    @Test
    void anEndlessPrologIsRefused() {
        assertThat(refusalInTime(" ".repeat(BIG) + "<a/>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<?xml version='1.0'" + " ".repeat(BIG) + "?><a/>"))
                .isEqualTo(Reason.NOT_XML);
        assertThat(refusalInTime("<!--" + "x".repeat(BIG) + "--><a/>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<!DOCTYPE a [" + "x".repeat(BIG) + "]><a/>")).isEqualTo(Reason.TOO_COMPLEX);
        assertThat(refusalInTime("<!DOCTYPE a SYSTEM \"" + "x".repeat(BIG) + "\"><a/>"))
                .isEqualTo(Reason.TOO_COMPLEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "]",
                "&lt;",
                "&#65;",
                "<!---->",
                "<!-- - - -->",
                "<?x ? ??>",
                "<![CDATA[]]>",
                "<![CDATA[]]]]>"
            })
    void manyTinyPiecesTakeNoLongTime(String piece) {
        assertThat(refusalInTime("<a>" + piece.repeat(BIG / piece.length()) + "</a>"))
                .isEqualTo(Reason.WRONG_ROOT);
    }

    @Test
    void hugeCommentsAndInstructionsTakeNoLongTime() {
        assertThat(refusalInTime("<a><!--" + "- ".repeat(BIG / 2) + "--></a>")).isEqualTo(Reason.WRONG_ROOT);
        assertThat(refusalInTime("<a><?x " + "? ".repeat(BIG / 2) + "?></a>")).isEqualTo(Reason.WRONG_ROOT);
    }

    private Reason refusalInTime(String text) {
        Content content = Invoices.content(text);
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ((Refused) reader.read(content)).reason());
    }
}
