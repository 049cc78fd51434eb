package koppel.connection.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import koppel.organisation.CompanyId;
import koppel.user.EmailAddress;
import org.junit.jupiter.api.Test;

class KeySetTest {

    private final AppKey appKey = AppKey.generate(new SeededRandom(1));
    private final Secret secret = Secret.generate(new SeededRandom(2));
    private final KeySet keySet = new KeySet(appKey, secret);
    private final CompanyId companyId = CompanyId.parse("XCNL10017");

    @Test
    void theClipboardHoldsAllThatQuickConnectNeeds() {
        assertThat(keySet.clipboardText(Optional.of(new EmailAddress("anna@example.org")), companyId))
                .isEqualTo("APP_KEY:" + appKey.value() + ";SECRET_KEY:" + secret.reveal()
                        + ";EMAIL_ID:anna@example.org;COMPANY_ID:XCNL10017;");
    }

    @Test
    void anUnknownEmailAddressIsLeftEmpty() {
        assertThat(keySet.clipboardText(Optional.empty(), companyId))
                .isEqualTo("APP_KEY:" + appKey.value() + ";SECRET_KEY:" + secret.reveal()
                        + ";EMAIL_ID:;COMPANY_ID:XCNL10017;");
    }

    @Test
    void itsTextHidesTheSecret() {
        assertThat(keySet.toString())
                .contains(appKey.value())
                .doesNotContain(secret.reveal())
                .doesNotContain(Secret.PREFIX);
    }
}
