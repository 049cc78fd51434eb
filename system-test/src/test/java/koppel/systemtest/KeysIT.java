package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys handed over, leaked, guessed at, shared by organisations; and connections that exclude one another. */
class KeysIT {

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Http anonymous = Http.anonymous(micro.address());
    private final Administrator administrator = Administrator.signIn(micro.address());

    private String handOver(SoftwarePackage connected) {
        String url = administrator
                .http()
                .post(connected.inPortal("/handover"), "{\"expiresInSeconds\": 600}")
                .expect(201)
                .json()
                .getString("url");
        assertThat(url).startsWith(micro.address() + "/").contains("#kpl_hand_");
        return url.substring(url.indexOf('#') + 1);
    }

    private Answer redeem(String token) {
        return anonymous.post("/connect/v1/handover", "{\"token\": \"%s\"}".formatted(token));
    }

    @Test
    void aHandOverLinkMakesTheKeysOnceAndWhatWasValidStaysValidUntilThen() {
        Organisation organisation = administrator.organisation("Hand over");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        String token = handOver(connected);
        connected.http().get("/api/v1/me").expect(200);

        JsonObject redeemed = redeem(token).expect(201).json();
        assertThat(redeemed.getString("clipboardText")).contains(redeemed.getString("secret"));
        SoftwarePackage.withKeys(micro.address(), organisation, redeemed)
                .http()
                .get("/api/v1/me")
                .expect(200);
        connected.http().get("/api/v1/me").problem(401, "keys-superseded");
        redeem(token).problem(404, "not-found");
        redeem(token.substring(0, 20)).problem(404, "not-found");
        anonymous.post("/connect/v1/handover", "{}").problem(400, "invalid-input");
        assertThat(administrator.box(organisation, "audit").toString())
                .contains("connection.handover.created", "connection.handover.redeemed")
                .doesNotContain(token, redeemed.getString("secret"));
    }

    @Test
    void anyOtherActOnTheKeysVoidsALink() {
        SoftwarePackage connected = administrator.connect(administrator.organisation("Void"), "basecone");
        String first = handOver(connected);
        String second = handOver(connected);
        redeem(first).expect(201);
        redeem(second).problem(404, "not-found");
        String third = handOver(connected);
        administrator.revoke(connected);
        redeem(third).problem(404, "not-found");
        administrator.http().post(connected.inPortal("/handover")).problem(409, "connection-not-active");
    }

    @Test
    void aPairFoundInTheWildIsRevokedAndNobodyIsToldWhetherItWasRight() {
        Organisation organisation = administrator.organisation("Leak");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        String pair = "{\"appKey\": \"%s\", \"secret\": \"%s\"}";
        SoftwarePackage other = administrator.connect(organisation, "yuki");

        byte[] wrong = anonymous
                .post("/connect/v1/leaked", pair.formatted(connected.appKey(), other.secret()))
                .expect(202)
                .bytes();
        connected.http().get("/api/v1/me").expect(200);
        assertThat(anonymous
                        .post("/connect/v1/leaked", pair.formatted(connected.appKey(), connected.secret()))
                        .expect(202)
                        .bytes())
                .isEqualTo(wrong);
        connected.http().get("/api/v1/me").problem(401, "keys-revoked");
        assertThat(administrator.connection(connected).getString("keysEnded")).isEqualTo("leaked");
        administrator.reconnect(connected).http().get("/api/v1/me").expect(200);
    }

    @Test
    void aSuspectedLeakEndsTheSetAtOnceAndTellsWhoUsedIt() {
        Organisation organisation = administrator.organisation("Suspect");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        connected.http().get("/api/v1/me").expect(200);
        String token = connected.token();

        JsonObject renewed = administrator
                .http()
                .post(connected.inPortal("/keys"), "{\"compromised\": true}")
                .expect(201)
                .json();
        JsonObject use = renewed.getJsonArray("oldSetUses").getJsonObject(0);
        assertThat(use.getString("from")).isEqualTo("127.0.0.1");
        assertThat(use.getString("agent")).startsWith("Java-http-client");
        anonymous.bearer(token).get("/api/v1/me").problem(401, "keys-superseded");
        administrator
                .http()
                .post(connected.inPortal("/keys"), "{\"compromised\": true, \"overlapSeconds\": 60}")
                .problem(400, "invalid-input");
        assertThat(administrator.box(organisation, "audit").toString()).contains("127.0.0.1 (Java-http-client");
    }

    @Test
    void whoeverGuessesWaitsAndTheRightfulUserDoesNot() {
        Organisation organisation = administrator.organisation("Guessed");
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        assertThat(administrator.connection(connected).getBoolean("neverUsed")).isTrue();
        String wrong = administrator.connect(organisation, "yuki").secret();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            Answer answer = anonymous.basic(connected.appKey(), wrong).get("/api/v1/me");
            statuses.add(answer.status());
            if (answer.status() == 429) {
                assertThat(answer.response().headers().firstValue("Retry-After"))
                        .isPresent();
                answer.problem(429, "too-many-requests");
            }
        }
        assertThat(statuses).startsWith(401, 401).endsWith(429, 429);
        connected.http().get("/api/v1/me").expect(200);
        JsonObject health = administrator.connection(connected);
        assertThat(health.getBoolean("neverUsed")).isFalse();
        assertThat(health.getInt("failedAttempts")).isBetween(10, 14);
        assertThat(health.getString("lastFailedOn")).isNotEmpty();
    }

    @Test
    void theSameKeysServeFurtherOrganisationsEachWithItsOwnQueue() {
        Organisation seller = administrator.organisation("Seller");
        Organisation first = administrator.organisation("First");
        Organisation second = administrator.organisation("Second");
        SoftwarePackage sending = administrator.connect(seller, "radar");
        SoftwarePackage shared = administrator.connect(first, "basecone");
        String listOfSecond = "/api/v1/" + second.companyId() + "/purchaseInvoice";
        JsonObject foreign = shared.http().get(listOfSecond).problem(404, "not-found");
        JsonObject missing =
                shared.http().get("/api/v1/XCNL99999/purchaseInvoice").problem(404, "not-found");
        assertThat(foreign.getString("detail")).isEqualTo(missing.getString("detail"));
        sending.send(Invoices.next(seller, second));

        String further = shared.inPortal("/organisations/" + second.id());
        put(further, "{\"administration\": \"2\"}").expect(201);
        put(further, "{\"startDate\": \"never\"}").problem(400, "invalid-input");
        assertThat(put(further, "{\"startDate\": \"2026-01-01\"}")
                        .expect(200)
                        .json()
                        .getString("administration"))
                .isEqualTo("2");
        Administrator.Eventually.get(
                () -> shared.http().get(listOfSecond).expect(200).json().getJsonArray("items"),
                items -> items.size() == 1);
        assertThat(shared.listed()).isEmpty();
        assertThat(shared.http().get("/api/v1/me/party").expect(200).array()).hasSize(2);
        assertThat(administrator
                        .connection(shared)
                        .getJsonArray("organisations")
                        .getJsonObject(0)
                        .getInt("waiting"))
                .isEqualTo(1);

        administrator.http().delete(further).expect(204);
        shared.http().get(listOfSecond).problem(404, "not-found");
        shared.http().get(shared.path("purchaseInvoice")).expect(200);
        administrator.http().delete(further).problem(404, "not-found");
        administrator
                .http()
                .delete(shared.inPortal("/organisations/" + first.id()))
                .problem(409, "connection-owner");
        put(shared.inPortal("/organisations/00000000-0000-0000-0000-000000000000"), "{}")
                .problem(404, "not-found");

        // what waited there goes to the organisation's next consumer
        assertThat(administrator.connect(second, "yuki").awaitListed(1)).hasSize(1);
    }

    private Answer put(String path, String json) {
        return administrator.http().call("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    @Test
    void ofAThousandWhoConnectOneAdministrationAtOnceOneDoesAndTheOthersAreToldWhich() throws Exception {
        Organisation organisation = administrator.organisation("Thousand");
        String connections = "/portal/v1/organisations/" + organisation.id() + "/connections";
        String body = "{\"softwarePackage\": \"basecone\", \"administration\": \"1\"}";
        // a person may have twelve requests under way
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Answer> answers = new ArrayList<>();
        try {
            List<Future<Answer>> attempts = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                attempts.add(threads.submit(() -> administrator.http().post(connections, body)));
            }
            for (Future<Answer> attempt : attempts) {
                answers.add(attempt.get());
            }
        } finally {
            threads.shutdownNow();
        }
        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(won).hasSize(1);
        String first = won.get(0).json().getString("id");
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> assertThat(
                        answer.problem(409, "connection-exists").getString("connectionId"))
                .isEqualTo(first));
        assertThat(administrator
                        .http()
                        .get(connections)
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonValue::asJsonObject))
                .singleElement()
                .satisfies(only -> assertThat(only.getString("id")).isEqualTo(first));
    }

    @Test
    void autopilotHasNoKeysAndSaysThatItWaits() {
        Organisation organisation = administrator.organisation("Autopilot");
        String connections = "/portal/v1/organisations/" + organisation.id() + "/connections";
        JsonObject autopilot = administrator
                .http()
                .post(connections, "{\"softwarePackage\": \"exact-online-autopilot\"}")
                .expect(201)
                .json();
        assertThat(autopilot.isNull("secret")).isTrue();
        assertThat(autopilot.getString("method")).isEqualTo("autopilot");
        assertThat(autopilot.getString("notice")).contains("waits");
        assertThat(administrator
                        .http()
                        .post(
                                connections,
                                "{\"softwarePackage\": \"exact-online-autopilot\", \"administration\": \"2\"}")
                        .problem(409, "connection-exists")
                        .getString("connectionId"))
                .isEqualTo(autopilot.getString("id"));
        administrator
                .http()
                .post("/portal/v1/connections/" + autopilot.getString("id") + "/keys")
                .problem(409, "connection-without-keys");
    }

    @Test
    void anOwnAppDoesWhatWasChosen() {
        Organisation organisation = administrator.organisation("Own app");
        SoftwarePackage sender = administrator.connectWith(
                organisation, "{\"softwarePackage\": \"own-app\", \"directions\": {\"send\": true}}");
        JsonObject permissions = sender.http()
                .get("/api/v1/me/party")
                .expect(200)
                .array()
                .getJsonObject(0)
                .getJsonObject("permissions");
        assertThat(permissions.getBoolean("canSendDocument")).isTrue();
        assertThat(permissions.getBoolean("canReceiveDocument")).isFalse();
        String connections = "/portal/v1/organisations/" + organisation.id() + "/connections";
        administrator
                .http()
                .post(connections, "{\"softwarePackage\": \"own-app\", \"directions\": {}}")
                .problem(400, "invalid-input");
        administrator
                .http()
                .post(connections, "{\"softwarePackage\": \"yuki\", \"directions\": {\"send\": true}}")
                .problem(400, "invalid-input");
    }
}
