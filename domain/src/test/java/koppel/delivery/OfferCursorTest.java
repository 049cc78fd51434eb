package koppel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OfferCursorTest {

    @Property
    void aCursorReadsBackAsItWasWritten(@ForAll @IntRange int epoch, @ForAll @LongRange long position) {
        OfferCursor cursor = new OfferCursor(epoch, position);
        assertThat(OfferCursor.parse(cursor.text())).contains(cursor);
    }

    @Property
    void aTextThatWasNotMadeHereIsNoCursorAndDoesNoHarm(@ForAll String text) {
        OfferCursor.parse(text).ifPresent(cursor -> assertThat(OfferCursor.parse(cursor.text()))
                .contains(cursor));
    }

    @Test
    void aCursorWithMoreThanTwoPartsIsNone() {
        String text = Base64.getUrlEncoder().encodeToString("1.2.3".getBytes(StandardCharsets.US_ASCII));
        assertThat(OfferCursor.parse(text)).isEmpty();
    }
}
