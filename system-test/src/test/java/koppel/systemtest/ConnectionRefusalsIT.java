package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every call around connections, for what is another's, at the wrong time, and too often. */
class ConnectionRefusalsIT {

    private static final String MISSING = UUID.randomUUID().toString();

    @RegisterExtension
    static final OneNode micro = OneNode.own();

    private static Administrator elsewhere;

    private final Administrator administrator = Administrator.signIn(micro.address());
    private final Http portal = administrator.http();
    private final Http anonymous = Http.anonymous(micro.address());
    private final Organisation organisation = administrator.organisation("Inputs");

    @BeforeAll
    static void prepare() {
        elsewhere = Administrator.signIn(micro.address()).elsewhere();
    }

    private JsonObject create(String json) {
        return administrator.create(organisation, json);
    }

    @Test
    void whatIsAnothersIsAnsweredLikeWhatIsMissing() {
        SoftwarePackage connected = administrator.connect(organisation, "basecone");
        JsonObject before = administrator.connection(connected);
        Organisation theirs = elsewhere.organisation("Theirs");
        SoftwarePackage mine = elsewhere.connect(theirs, "basecone");
        Http other = elsewhere.http();

        for (String id : List.of(connected.connection(), MISSING, "nonsense", "0")) {
            String path = "/portal/v1/connections/" + id;
            String wish = "{\"administration\": \"1\", \"email\": \"a@b.example\", \"confirmed\": true}";
            missing(other.get(path), "connection");
            missing(other.get(path + "/uses"), "connection");
            missing(other.get(path + "/administrations"), "connection");
            missing(other.post(path + "/keys", "{}"), "connection");
            missing(other.post(path + "/revoke"), "connection");
            missing(other.post(path + "/reconnect", "{}"), "connection");
            missing(other.post(path + "/handover", "{}"), "connection");
            missing(other.put(path + "/quickConnect", wish), "connection");
            missing(other.put(path + "/organisations/" + theirs.id(), "{}"), "connection");
            missing(other.delete(path + "/organisations/" + theirs.id()), "connection");
            missing(other.delete(path), "connection");
            missing(
                    other.post(
                            "/portal/v1/organisations/" + theirs.id() + "/connections",
                            "{\"softwarePackage\": \"basecone\", \"follows\": \"%s\"}"
                                    .formatted(id.length() < 36 ? MISSING : id)),
                    "connection to follow");
        }
        for (String id : List.of(organisation.id(), MISSING, "nonsense")) {
            String path = "/portal/v1/organisations/" + id;
            missing(other.get(path), "organisation");
            missing(other.get(path + "/connections"), "organisation");
            missing(other.post(path + "/connections", "{\"softwarePackage\": \"basecone\"}"), "organisation");
            missing(other.get(path + "/audit"), "organisation");
            missing(other.put(mine.inPortal("/organisations/" + id), "{}"), "organisation");
            missing(other.delete(mine.inPortal("/organisations/" + id)), "organisation");
        }
        for (String party : List.of(organisation.partyId(), organisation.companyId(), "0106:99999990", "nonsense")) {
            missing(mine.http().get("/api/v1/" + party + "/purchaseInvoice"), "party");
        }
        assertThat(administrator.connection(connected)).isEqualTo(before);
    }

    private static void missing(Answer answer, String what) {
        assertThat(answer.problem(404, "not-found").getString("detail")).isEqualTo("There is no such " + what + ".");
    }

    @Test
    void theWrongStateIsAConflictThatTellsIt() {
        Organisation further = administrator.organisation("Further");
        SoftwarePackage revoked = administrator.connect(organisation, "basecone");
        administrator.revoke(revoked);
        for (Supplier<Answer> act : List.<Supplier<Answer>>of(
                () -> portal.post(revoked.inPortal("/revoke")),
                () -> portal.post(revoked.inPortal("/keys"), "{}"),
                () -> portal.post(revoked.inPortal("/handover"), "{}"),
                () -> portal.put(
                        revoked.inPortal("/quickConnect"),
                        "{\"administration\": \"1\", \"email\": \"a@b.example\", \"confirmed\": true}"),
                () -> portal.put(revoked.inPortal("/organisations/" + further.id()), "{}"))) {
            JsonObject problem = act.get().problem(409, "connection-not-active");
            assertThat(problem.getString("state")).isEqualTo("revoked");
            assertThat(problem.getString("revokedOn")).isNotEmpty();
        }

        SoftwarePackage active = administrator.connectWith(
                organisation,
                "{\"softwarePackage\": \"basecone\", \"follows\": \"%s\"}".formatted(revoked.connection()));
        state(portal.post(active.inPortal("/reconnect"), "{}"), "connection-active", "active");
        state(portal.delete(active.inPortal("")), "connection-active", "active");
        state(follow(active), "connection-active", "active");
        state(portal.delete(active.inPortal("/organisations/" + organisation.id())), "connection-owner", "active");
        for (Answer answer : List.of(portal.post(revoked.inPortal("/reconnect"), "{}"), follow(revoked))) {
            assertThat(state(answer, "connection-followed", "revoked").getString("followedBy"))
                    .isEqualTo(active.connection());
        }

        String autopilot =
                create("{\"softwarePackage\": \"exact-online-autopilot\"}").getString("id");
        for (String act : List.of("/keys", "/handover")) {
            state(portal.post("/portal/v1/connections/" + autopilot + act, "{}"), "connection-without-keys", "active");
        }

        // a deleted one is gone
        portal.delete(revoked.inPortal("")).expect(204);
        missing(portal.get(revoked.inPortal("")), "connection");
        missing(portal.post(revoked.inPortal("/revoke")), "connection");
        missing(portal.post(revoked.inPortal("/reconnect"), "{}"), "connection");
        missing(portal.delete(revoked.inPortal("")), "connection");
    }

    private Answer follow(SoftwarePackage followed) {
        return portal.post(
                organisation.inPortal("/connections"),
                "{\"softwarePackage\": \"yuki\", \"follows\": \"%s\"}".formatted(followed.connection()));
    }

    private static JsonObject state(Answer answer, String code, String state) {
        JsonObject problem = answer.problem(409, code);
        assertThat(problem.getString("state")).isEqualTo(state);
        return problem;
    }

    @Test
    void whoTriesTooOftenIsToldWhenToComeBack() {
        JsonObject created = create("{\"softwarePackage\": \"whitevision\", \"administration\": \"9\"}");
        String appKey = created.getString("appKey");
        String right = created.getString("secret");
        String wrong = create("{\"softwarePackage\": \"yuki\"}").getString("secret");
        String token = "grant_type=client_credentials&client_id=%s&client_secret=%s";
        String session = "{\"email\": \"guessed@office.example\", \"password\": \"a guess\"}";

        tooOften(() -> anonymous.basic(appKey, wrong).get("/api/v1/me"));
        tooOften(() -> anonymous.postForm("/connect/token", token.formatted(appKey, wrong)));
        tooOften(() -> anonymous.post(
                "/connect/v1/quickConnect/check",
                SoftwarePackage.pasted("APP_KEY:" + appKey + ";SECRET_KEY:" + wrong + ";")));
        tooOften(() -> anonymous.post("/connect/v1/handover", "{\"token\": \"kpl_hand_guess\"}"));
        tooOften(() -> anonymous.post("/portal/v1/session", session));
        tooOften(() -> anonymous.basic("kpl_vid_guess", "guess").put("/api/v1/0106:12345678/administration/1", "{}"));
        tooOften(() -> elsewhere
                .http()
                .put(
                        "/portal/v1/me/password",
                        "{\"currentPassword\": \"a guess of it\", \"newPassword\": \"another password\"}"));

        // and the rightful user never waits
        anonymous.basic(appKey, right).get("/api/v1/me").expect(200);
        anonymous.postForm("/connect/token", token.formatted(appKey, right)).expect(200);
        anonymous
                .post("/connect/v1/quickConnect/check", SoftwarePackage.pasted(created.getString("clipboardText")))
                .expect(200);
    }

    @Test
    void whoGuessesAddressesInTheQuickConnectWindowIsStoppedToo() {
        JsonObject created = create("{\"softwarePackage\": \"basecone\"}");
        JsonObject issued = portal.post("/portal/v1/softwarePackages/basecone/credentials")
                .expect(201)
                .json();
        anonymous
                .basic(issued.getString("clientId"), issued.getString("clientSecret"))
                .put(
                        "/api/v1/" + organisation.partyId() + "/administration/1",
                        "{\"name\": \"Books\", \"emails\": [\"books@bakery.example\"]}")
                .expect(201);
        tooOften(() -> anonymous.post(
                "/connect/v1/quickConnect/apply",
                "{\"keys\": %s, \"administration\": \"1\", \"email\": \"guess@bakery.example\", \"confirmed\": true}"
                        .formatted(Json.createValue(created.getString("clipboardText")))));
    }

    private static void tooOften(Supplier<Answer> attempt) {
        Answer answer = attempt.get();
        for (int i = 0; i < 30 && answer.status() != 429; i++) {
            answer = attempt.get();
        }
        answer.expect(429);
        assertThat(Integer.parseInt(
                        answer.response().headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 60);
    }
}
