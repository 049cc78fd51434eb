package koppel.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerJsonTest {

    private static final String RESPONSE = "http://localhost/api/v1/0106:12345678/purchaseInvoice/1/response";

    private static FakeRequest filtered(FakeRequest request) {
        new FormerJson().filter(request.context());
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "text/json, application/json",
        "Text/JSON; charset=utf-8, application/json; charset=utf-8",
        "text/json ;charset=utf-8, application/json ;charset=utf-8",
        "text/jsonp, text/jsonp",
        "application/xml, application/xml"
    })
    void jsonByItsFormerNameIsJson(String said, String taken) {
        assertThat(filtered(new FakeRequest(RESPONSE, 2).with("Content-Type", said))
                        .header("Content-Type"))
                .isEqualTo(taken);
    }

    @Test
    void whatNamesNoTypeGetsNone() {
        assertThat(filtered(new FakeRequest(RESPONSE, 0)).header("Content-Type"))
                .isNull();
    }
}
