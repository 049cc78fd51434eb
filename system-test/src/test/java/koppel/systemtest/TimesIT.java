package koppel.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Times and dates that nobody means, wherever a person or a program may give one: they are refused by their name, and nothing fails. */
class TimesIT {

    private static final List<String> UNMEANT = List.of(
            "+300000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59-18:00",
            "-300000-01-01T00:00:00Z",
            "+300000-01-01",
            "9999-12-31");

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Administrator administrator = Administrator.signIn(micro.address());
    private final Http portal = administrator.http();
    private final Organisation organisation = administrator.organisation("Times");

    private void refused(Answer answer, String field) {
        assertThat(answer.wrongFields()).containsExactly(field);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Test
    void filtersFiguresAndReoffersNameTheFieldThatIsWrong() {
        for (String time : UNMEANT) {
            for (String field : List.of("from", "to")) {
                String query = "?" + field + "=" + encoded(time);
                refused(portal.get(organisation.inPortal("/inbox" + query)), field);
                refused(portal.get(organisation.inPortal("/deliveriesPerDay" + query)), field);
                for (boolean dryRun : List.of(true, false)) {
                    String wish = "{\"organisationId\": \"%s\", \"%s\": \"%s\", \"dryRun\": %s}"
                            .formatted(organisation.id(), field, time, dryRun);
                    refused(portal.post("/portal/v1/reoffers", wish), field);
                }
            }
        }
    }

    @Test
    void aCursorOfSuchATimeIsNoneOfTheList() {
        for (String time : List.of("+300000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z")) {
            String key = time + " 01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f";
            String after = "after=" + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
            refused(portal.get(organisation.inPortal("/inbox?" + after)), "after");
            refused(portal.get(organisation.inPortal("/outbox?" + after)), "after");
            refused(portal.get("/portal/v1/reoffers?organisationId=" + organisation.id() + "&" + after), "after");
        }
    }

    @Test
    void aDryRunOfDaysSaysWhatWouldBeOffered() {
        String days =
                "{\"organisationId\": \"%s\", \"from\": \"2026-06-10\", \"to\": \"2026-06-10\", \"dryRun\": true}";
        JsonObject foreseen = portal.post("/portal/v1/reoffers", days.formatted(organisation.id()))
                .expect(200)
                .json();

        assertThat(foreseen.getInt("total")).isZero();
        assertThat(foreseen.getInt("offered")).isZero();
        assertThat(foreseen.getJsonObject("skipped")).isEmpty();
    }
}
