package koppel.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import koppel.connection.AuthenticatingKeys;
import koppel.connection.AuthenticatingKeys.Authentication;
import koppel.connection.Caller;
import koppel.connection.HandingOver;
import koppel.connection.IssuedConnection;
import koppel.connection.keys.KeySet;
import koppel.connection.keys.Peppers;
import koppel.connection.keys.Secret;
import koppel.connection.vendor.Administrations;
import koppel.connection.vendor.AuthenticatingVendors;
import koppel.connection.vendor.IssuingVendorCredentials;
import koppel.connection.vendor.KeepingAdministrations;
import koppel.connection.vendor.SettingConnectors;
import koppel.document.AccessPoint;
import koppel.document.ManagingAccessPoints;
import koppel.document.ReceivingFromNetwork;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Database;
import koppel.persistence.Installation;
import koppel.shared.NotFound;
import koppel.user.Actor;
import org.junit.jupiter.api.Test;

/**
 * The pepper is changed: a node starts with the new one before the old one, and later with the new one alone. What was used in between is
 * good for ever; what was not is lost with the old pepper and with nothing else.
 */
class PepperRotationTest {

    private static final String NEWER = Peppers.newPepper(new SecureRandom());
    private static final Installation BEFORE = Installation.get();
    private static final Installation ROTATED = BEFORE.withPepper(NEWER + "," + BEFORE.pepper());
    private static final Installation AFTER = BEFORE.withPepper(NEWER);

    private final Company company = Company.create();
    private final Actor person = company.administrator();
    private final Actor operator = new Actor(person.id(), person.email(), true, "127.0.0.1");

    private static boolean areGood(Installation node, AccountingPackage used) {
        return areGood(node, used.keys());
    }

    private static boolean areGood(Installation node, KeySet keys) {
        return node.in(() -> node.use(AuthenticatingKeys.class)
                        .byKeys(keys.appKey().value(), keys.secret().reveal()))
                instanceof Authentication.Authenticated;
    }

    private static boolean areGood(Installation node, IssuingVendorCredentials.Issued vendors) {
        return node.in(() -> node.use(AuthenticatingVendors.class)
                        .byCredentials(
                                vendors.clientId().value(), vendors.secret().reveal()))
                .isPresent();
    }

    @Test
    void keysGoOverWhenTheyAreUsed() {
        AccountingPackage used = company.connect("yuki");
        AccountingPackage unused = company.connect("whitevision");

        assertThat(areGood(AFTER, used)).isFalse();
        assertThat(areGood(ROTATED, used)).isTrue();

        assertThat(areGood(AFTER, used)).isTrue();
        assertThat(areGood(AFTER, unused)).isFalse();
        assertThat(areGood(ROTATED, unused)).isTrue();
    }

    @Test
    void aWrongSecretTakesNothingOver() {
        AccountingPackage used = company.connect("yuki");
        String other = company.connect("whitevision").keys().secret().reveal();

        ROTATED.in(() -> ROTATED.use(AuthenticatingKeys.class)
                .byKeys(used.keys().appKey().value(), other));

        assertThat(areGood(AFTER, used)).isFalse();
        assertThat(areGood(BEFORE, used)).isTrue();
    }

    @Test
    void vendorsCredentialsGoOverWhenTheyAreUsed() {
        IssuingVendorCredentials.Issued used =
                BEFORE.in(() -> BEFORE.use(IssuingVendorCredentials.class).issue(operator, "basecone", 600));
        IssuingVendorCredentials.Issued unused =
                BEFORE.in(() -> BEFORE.use(IssuingVendorCredentials.class).issue(operator, "basecone", 600));

        assertThat(areGood(AFTER, used)).isFalse();
        assertThat(areGood(ROTATED, used)).isTrue();

        assertThat(areGood(AFTER, used)).isTrue();
        assertThat(areGood(AFTER, unused)).isFalse();
    }

    @Test
    void handOverLinksAreGoodAsLongAsTheirPepperIsKnown() {
        AccountingPackage first = company.connect("yuki");
        AccountingPackage second = company.connect("whitevision");
        Secret early = link(first).token();
        Secret late = link(second).token();

        assertThatThrownBy(() -> redeem(AFTER, late)).isInstanceOf(NotFound.class);
        KeySet redeemed = redeem(ROTATED, early).keys().orElseThrow();

        // made with the new pepper, of which the node before knows nothing
        assertThat(areGood(AFTER, redeemed)).isTrue();
        assertThat(areGood(BEFORE, redeemed)).isFalse();
        assertThat(areGood(ROTATED, first)).isFalse();
        assertThatThrownBy(() -> redeem(ROTATED, early)).isInstanceOf(NotFound.class);
    }

    private HandingOver.Link link(AccountingPackage of) {
        return BEFORE.in(() -> BEFORE.use(HandingOver.class).create(person, of.connection(), null));
    }

    private static IssuedConnection redeem(Installation node, Secret token) {
        return node.in(() -> node.use(HandingOver.class).redeem(token.reveal(), Caller.UNKNOWN));
    }

    @Test
    void accessPointsGoOverWhenTheyAreUsed() {
        ManagingAccessPoints.Issued used =
                BEFORE.in(() -> BEFORE.use(ManagingAccessPoints.class).create(operator, "Used"));
        ManagingAccessPoints.Issued unused =
                BEFORE.in(() -> BEFORE.use(ManagingAccessPoints.class).create(operator, "Unused"));

        assertThat(known(AFTER, used)).isEmpty();
        assertThat(known(ROTATED, used)).isPresent();

        assertThat(known(AFTER, used)).map(AccessPoint::name).contains("Used");
        assertThat(known(AFTER, unused)).isEmpty();
        assertThat(known(ROTATED, unused)).isPresent();
    }

    private static Optional<AccessPoint> known(Installation node, ManagingAccessPoints.Issued issued) {
        return node.in(() -> node.use(ReceivingFromNetwork.class)
                .authenticate(
                        issued.accessPoint().clientId().value(), issued.secret().reveal()));
    }

    @Test
    void aConnectorsTokenGoesOverWhenItIsUsed() {
        setConnector("radar", "https://radar.example/books#used");
        setConnector("own-app", "https://own.example/books#unused");
        assertThat(token(AFTER, "radar")).isEmpty();
        assertThat(token(ROTATED, "radar")).contains("used");

        ROTATED.doing(() -> ROTATED.use(KeepingAdministrations.class)
                .keep(
                        company.organisation().id(),
                        "radar",
                        List.of(),
                        ROTATED.clock().now()));

        assertThat(token(AFTER, "radar")).contains("used");
        assertThat(token(ROTATED, "own-app")).contains("unused");
        assertThat(token(AFTER, "own-app")).isEmpty();
        assertThat(Database.get()
                        .texts("SELECT connector_token FROM software_package WHERE connector_token IS NOT NULL"))
                .noneMatch(kept -> kept.contains("used"));
        setConnector("radar", null);
        setConnector("own-app", null);
    }

    private void setConnector(String softwarePackage, String url) {
        BEFORE.doing(() -> BEFORE.use(SettingConnectors.class).set(operator, softwarePackage, url));
    }

    private static Optional<String> token(Installation node, String softwarePackage) {
        return node.in(() -> node.use(Administrations.class).connector(softwarePackage))
                .flatMap(Administrations.Connector::token);
    }

    @Test
    void whatIsMadeNowIsMadeWithTheNewPepper() {
        ManagingAccessPoints.Issued issued =
                ROTATED.in(() -> ROTATED.use(ManagingAccessPoints.class).create(operator, "New"));

        assertThat(known(AFTER, issued)).isPresent();
    }
}
