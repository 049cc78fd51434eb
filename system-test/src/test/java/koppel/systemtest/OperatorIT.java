package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator does for everybody, and nobody else does. */
class OperatorIT {

    private static final String MISSING = UUID.randomUUID().toString();

    @RegisterExtension
    static final OneNode micro = OneNode.shared();

    private final Administrator operator = Administrator.signIn(micro.address());
    private final Http portal = operator.http();

    @Test
    void whatTheOperatorDoesIsInTheInstallationsAuditWithoutSecrets() {
        JsonObject credentials = portal.post("/portal/v1/softwarePackages/yuki/credentials")
                .expect(201)
                .json();
        String clientId = credentials.getString("clientId");
        portal.delete("/portal/v1/softwarePackages/yuki/credentials/" + clientId)
                .expect(204);
        portal.put(
                        "/portal/v1/softwarePackages/yuki/connector",
                        "{\"url\": \"https://yuki.example/books?key=hidden#hidden-too\"}")
                .expect(204);
        portal.put("/portal/v1/softwarePackages/yuki/connector", "{}").expect(204);
        JsonObject accessPoint = portal.post("/portal/v1/accessPoints", "{\"name\": \"Ours\"}")
                .expect(201)
                .json();
        portal.delete("/portal/v1/accessPoints/" + accessPoint.getString("id")).expect(204);
        JsonObject environment = portal.post(
                        "/portal/v1/environments",
                        "{\"name\": \"Audited\", \"administrator\": {\"email\": \"audited@office.example\"}}")
                .expect(201)
                .json();
        portal.post("/portal/v1/batchRuns/reoffer").expect(202);

        Answer answer = portal.get("/portal/v1/audit?limit=8");
        assertThat(answer.items())
                .extracting(entry -> entry.getString("act"))
                .containsExactly(
                        "batchRun.started",
                        "environment.created",
                        "accessPoint.revoked",
                        "accessPoint.created",
                        "connector.removed",
                        "connector.set",
                        "vendor.credentials.revoked",
                        "vendor.credentials.issued");
        assertThat(answer.items()).allSatisfy(entry -> {
            assertThat(entry.getString("actor")).isEqualTo(Administrator.EMAIL);
            assertThat(entry.getString("from")).isEqualTo("127.0.0.1");
        });
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                .contains(clientId, accessPoint.getString("clientId"), "https://yuki.example/books")
                .doesNotContain(
                        "hidden",
                        credentials.getString("clientSecret"),
                        accessPoint.getString("secret"),
                        environment.getString("password"));
        String next = portal.get("/portal/v1/audit?limit=3").json().getString("next");
        assertThat(portal.get("/portal/v1/audit?limit=1&after=" + next).items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getString("act")).isEqualTo("accessPoint.created"));
        assertThat(portal.get("/portal/v1/audit?limit=0").wrongFields()).containsExactly("limit");
        assertThat(portal.get("/portal/v1/audit?limit=x").wrongFields()).containsExactly("limit");
        assertThat(portal.get("/portal/v1/audit?after=x").wrongFields()).containsExactly("after");
    }

    @Test
    void nobodyElseMayWhatTheOperatorMay() {
        Http somebody = operator.elsewhere().http();
        String credentials = "/portal/v1/softwarePackages/yuki/credentials";
        Stream.of(
                        somebody.get("/portal/v1/audit"),
                        somebody.get("/portal/v1/environments"),
                        somebody.post("/portal/v1/environments", "{\"name\": \"Mine\"}"),
                        somebody.get(credentials),
                        somebody.post(credentials),
                        somebody.delete(credentials + "/kpl_vid_x"),
                        somebody.put("/portal/v1/softwarePackages/yuki/connector", "{}"),
                        somebody.get("/portal/v1/accessPoints"),
                        somebody.post("/portal/v1/accessPoints", "{\"name\": \"Mine\"}"),
                        somebody.delete("/portal/v1/accessPoints/" + MISSING),
                        somebody.get("/portal/v1/batchRuns"),
                        somebody.post("/portal/v1/batchRuns/reoffer"))
                .forEach(answer -> answer.problem(403, "not-allowed"));
        Http nobody = Http.anonymous(micro.address());
        nobody.get("/portal/v1/audit").problem(401, "unauthenticated");
        nobody.get("/portal/v1/environments").problem(401, "unauthenticated");
    }

    @Test
    void anEnvironmentIsMadeWholeOrNotAtAll() {
        int before = portal.get("/portal/v1/environments").items().size();

        assertThat(portal.post("/portal/v1/environments", "{}").wrongFields()).containsExactly("name");
        assertThat(portal.post(
                                "/portal/v1/environments",
                                "{\"name\": 5, \"timeZone\": \"+01:00\", \"administrator\": {\"email\": \"nobody\", \"name\": []}}")
                        .wrongFields())
                .containsExactlyInAnyOrder("name", "timeZone", "administrator.email", "administrator.name");
        portal.post("/portal/v1/environments", "[]").problem(400, "bad-request");
        assertThat(portal.get("/portal/v1/environments").items()).hasSize(before);

        JsonObject made = portal.post("/portal/v1/environments", "{\"name\": \" Mine \", \"colour\": \"ignored\"}")
                .expect(201)
                .json();
        assertThat(made.getString("name")).isEqualTo("Mine");
        assertThat(made.getString("timeZone")).isEqualTo("Europe/Amsterdam");
        assertThat(made.isNull("password")).isTrue();
        assertThat(portal.get("/portal/v1/environments").items())
                .hasSize(before + 1)
                .last()
                .satisfies(listed -> {
                    assertThat(listed.getInt("id")).isEqualTo(made.getInt("id"));
                    assertThat(listed.containsKey("password")).isFalse();
                });
        assertThat(operator.me().getJsonArray("environments").getValuesAs(JsonValue::asJsonObject))
                .anySatisfy(mine -> {
                    assertThat(mine.getInt("id")).isEqualTo(made.getInt("id"));
                    assertThat(mine.getString("role")).isEqualTo("administrator");
                });
    }

    @Test
    void itsNewAdministratorSignsInSeesItAloneAndChoosesAnotherPassword() {
        String email = "fresh@office.example";
        String body = "{\"name\": \"Fresh\", \"timeZone\": \"Europe/Lisbon\", \"administrator\": {\"email\": \"%s\"}}";
        String password = portal.post("/portal/v1/environments", body.formatted(email))
                .expect(201)
                .json()
                .getString("password");
        Administrator fresh = Administrator.signIn(micro.address(), email, password);

        JsonObject me = fresh.me();
        assertThat(me.getBoolean("operator")).isFalse();
        assertThat(me.getJsonArray("organisations")).isEmpty();
        assertThat(me.getJsonArray("environments").getValuesAs(JsonValue::asJsonObject))
                .singleElement()
                .satisfies(environment -> {
                    assertThat(environment.getString("name")).isEqualTo("Fresh");
                    assertThat(environment.getString("timeZone")).isEqualTo("Europe/Lisbon");
                });

        String change = "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}";
        assertThat(fresh.http().put("/portal/v1/me/password", "{}").wrongFields())
                .containsExactly("currentPassword", "newPassword");
        assertThat(fresh.http()
                        .put("/portal/v1/me/password", change.formatted(password, "short"))
                        .wrongFields())
                .containsExactly("newPassword");
        fresh.http()
                .put("/portal/v1/me/password", change.formatted("not the password", "a better password"))
                .problem(403, "not-allowed");
        fresh.http()
                .put("/portal/v1/me/password", change.formatted(password, "a better password"))
                .expect(204);
        Administrator.signIn(micro.address(), email, "a better password");
        Http.anonymous(micro.address())
                .post("/portal/v1/session", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password))
                .problem(401, "unauthenticated");

        // whoever has an account keeps it
        assertThat(portal.post("/portal/v1/environments", body.formatted(email))
                        .expect(201)
                        .json()
                        .isNull("password"))
                .isTrue();
        assertThat(fresh.me().getJsonArray("environments")).hasSize(2);
    }

    @Test
    void endedVendorsCredentialsAreDeadAtOnceWithTheirTokens() {
        Organisation organisation = operator.organisation("Pushed to");
        operator.connect(organisation, "whitevision");
        JsonObject issued = portal.post("/portal/v1/softwarePackages/whitevision/credentials")
                .expect(201)
                .json();
        String id = issued.getString("clientId");
        String secret = issued.getString("clientSecret");
        Http vendor = Http.anonymous(micro.address()).basic(id, secret);
        Http byToken = Http.anonymous(micro.address())
                .bearer(Http.anonymous(micro.address())
                        .postForm(
                                "/connect/token",
                                "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret)
                        .expect(200)
                        .json()
                        .getString("access_token"));
        String books = "/api/v1/" + organisation.partyId() + "/administration/1";
        String body = "{\"name\": \"Books\", \"emails\": []}";
        vendor.put(books, body).expect(201);
        byToken.put(books, body).expect(200);

        String credentials = "/portal/v1/softwarePackages/whitevision/credentials";
        portal.delete("/portal/v1/softwarePackages/yuki/credentials/" + id).problem(404, "not-found");
        portal.delete(credentials + "/" + id).expect(204);
        portal.delete(credentials + "/" + id).problem(404, "not-found");
        portal.delete(credentials + "/nonsense").problem(404, "not-found");
        portal.get("/portal/v1/softwarePackages/nonsense/credentials").problem(404, "not-found");

        vendor.put(books, body).problem(401, "unauthenticated");
        byToken.put(books, body).problem(401, "unauthenticated");
        Answer listed = portal.get(credentials);
        assertThat(listed.items()).first().satisfies(one -> {
            assertThat(one.getString("clientId")).isEqualTo(id);
            assertThat(one.isNull("validUntil")).isFalse();
        });
        assertThat(new String(listed.bytes(), StandardCharsets.UTF_8)).doesNotContain(secret);
    }
}
