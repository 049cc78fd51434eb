package koppel.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyParametersTest {

    private static final String LIST = "http://localhost/api/v1/0106%3A12345678/purchaseInvoice";

    private static String filtered(String address) {
        FakeRequest request = new FakeRequest(address, -1);
        new EmptyParameters().filter(request.context());
        return request.address();
    }

    @ParameterizedTest
    @CsvSource({
        "?after=, ?",
        "?limit, ?",
        "?after=&limit=, ?",
        "?limit=10&after=, ?limit=10",
        "?after=&limit=10, ?limit=10",
        "?after&limit=10&&state=, ?limit=10"
    })
    void whatHasNoValueIsLeftOut(String given, String kept) {
        assertThat(filtered(LIST + given)).isEqualTo(LIST + kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?limit=10&after=MS4xNw",
                "?receiverId=0106%3A87654321",
                "?search=a%26b%3D",
                "?search==",
                "?after=+"
            })
    void whateverElseStaysAsItIs(String given) {
        assertThat(filtered(LIST + given)).isEqualTo(LIST + given);
    }
}
