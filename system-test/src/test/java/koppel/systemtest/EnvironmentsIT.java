package koppel.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import koppel.harness.MicroNode;
import koppel.harness.TestDatabase;
import koppel.systemtest.Administrator.Organisation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What environments keep apart, and what organisations share all the same. */
class EnvironmentsIT {

    private static final String MISSING = UUID.randomUUID().toString();
    private static TestDatabase database;
    private static MicroNode micro;

    private final Administrator operator = Administrator.signIn(micro.address());
    private final Http portal = operator.http();

    @BeforeAll
    static void start(@TempDir Path directory) {
        database = TestDatabase.create();
        micro = MicroNode.start(directory, database, Administrator.SETTINGS);
    }

    @AfterAll
    static void stop() {
        micro.close();
    }

    private static void join(String email, Organisation organisation) {
        try (Connection connection = database.connect();
                PreparedStatement join = connection.prepareStatement("""
                        INSERT INTO organisation_member SELECT o.organisation_id, a.user_id, 'administrator'
                        FROM organisation o, user_account a WHERE o.public_id = ?::uuid AND a.email = ?""")) {
            join.setString(1, organisation.id());
            join.setString(2, email);
            assertThat(join.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String email(Administrator person) {
        return person.me().getString("email");
    }

    @Test
    void nothingCrossesEnvironments() {
        Administrator elsewhere = operator.elsewhere();
        Organisation theirs = elsewhere.organisation("Theirs");
        Organisation ours = operator.organisation("Ours");
        SoftwarePackage connected = operator.connect(ours, "basecone");
        int environment =
                elsewhere.me().getJsonArray("environments").getJsonObject(0).getInt("id");

        // seen from outside it does not exist
        for (String rest : List.of("", "/connections", "/audit", "/inbox")) {
            same(
                    portal.get("/portal/v1/organisations/" + theirs.id() + rest),
                    portal.get("/portal/v1/organisations/" + MISSING + rest));
        }
        same(
                elsewhere.http().get("/portal/v1/connections/" + connected.connection()),
                elsewhere.http().get("/portal/v1/connections/" + MISSING));
        String inEnvironment = "{\"name\": \"Intruder\", \"partyIds\": [\"0106:99999991\"], \"environmentId\": %d}";
        same(
                portal.post("/portal/v1/organisations", inEnvironment.formatted(environment)),
                portal.post("/portal/v1/organisations", inEnvironment.formatted(Integer.MAX_VALUE)));

        // also to somebody who administers both
        join(Administrator.EMAIL, theirs);
        String serve = "/portal/v1/connections/" + connected.connection() + "/organisations/";
        same(portal.put(serve + theirs.id(), "{}"), portal.put(serve + MISSING, "{}"));
        same(
                connected.http().get("/api/v1/" + theirs.companyId() + "/purchaseInvoice"),
                connected.http().get("/api/v1/XCNL99999/purchaseInvoice"));
        assertThat(portal.get("/portal/v1/organisations/" + theirs.id() + "/connections")
                        .items())
                .isEmpty();
    }

    private static void same(Answer foreign, Answer missing) {
        JsonObject one = foreign.problem(404, "not-found");
        JsonObject other = missing.problem(404, "not-found");
        for (String member : List.of("title", "detail", "code", "message")) {
            assertThat(one.getString(member)).isEqualTo(other.getString(member));
        }
        assertThat(one.keySet()).isEqualTo(other.keySet());
    }

    @Test
    void aPartyIdOfSomebodyElseWaitsForTheOperator() {
        Administrator elsewhere = operator.elsewhere();
        Organisation said = elsewhere.organisation("Said to be");
        SoftwarePackage theirs = elsewhere.connect(said, "own-app");
        Organisation seller = operator.organisation("Seller");
        SoftwarePackage sending = operator.connect(seller, "radar");
        Http http = elsewhere.http();

        JsonObject seen =
                http.get("/portal/v1/organisations/" + said.id()).expect(200).json();
        assertThat(seen.getJsonArray("partyIds")).isEmpty();
        assertThat(seen.getJsonArray("unconfirmedPartyIds").getString(0)).isEqualTo(said.partyId());
        sending.trySend(Invoices.next(seller, said)).problem(422, "receiver-unknown");
        theirs.http()
                .postXml("/api/v1/" + said.companyId() + "/salesInvoice/send", Invoices.next(said, seller))
                .problem(422, "supplier-foreign");
        theirs.http().get(theirs.path("purchaseInvoice")).problem(404, "not-found");
        http.get("/portal/v1/partyIds").problem(403, "not-allowed");
        String partyId = "/portal/v1/partyIds/" + said.partyId();
        http.post(partyId + "/confirm").problem(403, "not-allowed");
        http.delete(partyId).problem(403, "not-allowed");

        assertThat(portal.get("/portal/v1/partyIds?limit=500").items()).anySatisfy(waiting -> {
            assertThat(waiting.getString("partyId")).isEqualTo(said.partyId());
            assertThat(waiting.getJsonObject("organisation").getString("id")).isEqualTo(said.id());
        });
        portal.post(partyId + "/confirm").expect(204);
        portal.post(partyId + "/confirm").problem(404, "not-found");
        portal.delete(partyId).problem(404, "not-found");
        portal.post("/portal/v1/partyIds/nonsense/confirm").problem(404, "not-found");
        sending.send(Invoices.next(seller, said));
        theirs.awaitListed(1);
        assertThat(elsewhere.box(said, "audit").toString()).contains("organisation.partyId.confirmed");

        // a refused one is free for whoever it really belongs to
        Organisation wrongly = elsewhere.organisation("Wrongly");
        portal.delete("/portal/v1/partyIds/" + wrongly.partyId()).expect(204);
        portal.post(
                        "/portal/v1/organisations",
                        "{\"name\": \"Rightly\", \"partyIds\": [\"%s\"]}".formatted(wrongly.partyId()))
                .expect(201);
        assertThat(http.get("/portal/v1/organisations/" + wrongly.id()).json().getJsonArray("unconfirmedPartyIds"))
                .isEmpty();
    }

    @Test
    void aPersonOfSeveralEnvironmentsSaysInWhichAnOrganisationIsMade() {
        Administrator elsewhere = operator.elsewhere();
        int first = elsewhere.me().getJsonArray("environments").getJsonObject(0).getInt("id");
        int second = portal.post(
                        "/portal/v1/environments",
                        "{\"name\": \"Second\", \"administrator\": {\"email\": \"%s\"}}".formatted(email(elsewhere)))
                .expect(201)
                .json()
                .getInt("id");

        String body = "{\"name\": \"Here\", \"partyIds\": [\"%s\"]%s}";
        assertThat(elsewhere
                        .http()
                        .post("/portal/v1/organisations", body.formatted("NL:KVK:55555551", ""))
                        .expect(201)
                        .json()
                        .getInt("environmentId"))
                .isEqualTo(first);
        assertThat(elsewhere
                        .http()
                        .post(
                                "/portal/v1/organisations",
                                body.formatted("NL:KVK:55555552", ", \"environmentId\": " + second))
                        .expect(201)
                        .json()
                        .getInt("environmentId"))
                .isEqualTo(second);
        assertThat(elsewhere
                        .http()
                        .post(
                                "/portal/v1/organisations",
                                "{\"partyIds\": [7, \"nonsense\"], \"country\": 1, \"environmentId\": \"first\"}")
                        .wrongFields())
                .containsExactlyInAnyOrder("name", "partyIds[0]", "partyIds[1]", "country", "environmentId");
    }

    @Test
    void peopleOfAServedOrganisationSeeThatAndLeaveWhenTheyWant() {
        Organisation owning = operator.organisation("Owner");
        Organisation served = operator.organisation("Served");
        SoftwarePackage connected = operator.connect(owning, "basecone");
        String path = "/portal/v1/connections/" + connected.connection();
        portal.put(path + "/organisations/" + served.id(), "{\"administration\": \"7\"}")
                .expect(201);
        Administrator theirs = operator.elsewhere();
        join(email(theirs), served);
        operator.connect(operator.organisation("Seller"), "radar");

        JsonObject seen = theirs.http().get(path).expect(200).json();
        assertThat(theirs.http()
                        .get("/portal/v1/organisations/" + served.id() + "/connections")
                        .items())
                .containsExactly(seen);
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "state",
                        "softwarePackage",
                        "method",
                        "notice",
                        "createdOn",
                        "revokedOn",
                        "ownedBy",
                        "administration",
                        "startDate",
                        "salesInvoices",
                        "waiting",
                        "organisations");
        assertThat(seen.getJsonObject("ownedBy").getString("companyId")).isEqualTo(owning.companyId());
        assertThat(seen.getString("administration")).isEqualTo("7");
        assertThat(operator.connection(connected).isNull("ownedBy")).isTrue();

        Http http = theirs.http();
        Stream.of(
                        http.post(path + "/revoke"),
                        http.post(path + "/keys", "{}"),
                        http.post(path + "/reconnect", "{}"),
                        http.post(path + "/handover", "{}"),
                        http.put(
                                path + "/quickConnect",
                                "{\"administration\": \"1\", \"email\": \"a@b.example\", \"confirmed\": true}"),
                        http.put(path + "/organisations/" + served.id(), "{}"),
                        http.get(path + "/uses"),
                        http.get(path + "/administrations"),
                        http.delete(path),
                        http.delete(path + "/organisations/" + owning.id()))
                .forEach(answer -> answer.problem(404, "not-found"));

        http.delete(path + "/organisations/" + served.id()).expect(204);
        http.get(path).problem(404, "not-found");
        http.delete(path + "/organisations/" + served.id()).problem(404, "not-found");
        connected
                .http()
                .get("/api/v1/" + served.companyId() + "/purchaseInvoice")
                .problem(404, "not-found");
        connected.http().get(connected.path("purchaseInvoice")).expect(200);
        assertThat(operator.box(owning, "audit").toString()).contains("connection.organisation.removed");
    }
}
