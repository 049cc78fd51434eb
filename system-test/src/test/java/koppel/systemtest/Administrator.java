package koppel.systemtest;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koppel.harness.TestDatabase;

/** A person who administers organisations, through the portal API. */
final class Administrator {

    static final String EMAIL = "admin@koppel.example";
    static final String PASSWORD = "a password for a test";

    /** What a node is started with, so that this person can sign in. */
    static final Map<String, String> SETTINGS = Map.of(
            "KOPPEL_KEY_PEPPER", "0123456789abcdef0123456789abcdef0123456789abcdef",
            "KOPPEL_ADMIN_EMAIL", EMAIL,
            "KOPPEL_ADMIN_PASSWORD", PASSWORD);

    private final URI base;
    private final Http http;

    private Administrator(URI base, Http http) {
        this.base = base;
        this.http = http;
    }

    static Administrator signIn(URI base) {
        return signIn(base, EMAIL);
    }

    static Administrator signIn(URI base, String email) {
        return signIn(base, email, PASSWORD);
    }

    static Administrator signIn(URI base, String email, String password) {
        JsonObject session = Http.anonymous(base)
                .post("/portal/v1/session", """
                        {"email": "%s", "password": "%s"}""".formatted(email, password))
                .expect(200)
                .json();
        return new Administrator(base, Http.anonymous(base).bearer(session.getString("accessToken")));
    }

    /** The same person at another node. */
    Administrator at(URI node) {
        return new Administrator(node, http.at(node));
    }

    Http http() {
        return http;
    }

    /** An organisation with a party id of its own that nobody else has. */
    Organisation organisation(String name) {
        return organisation(name, "0106:" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
    }

    /** @param more of its party ids */
    Organisation organisation(String name, String partyId, String... more) {
        String partyIds = Stream.concat(Stream.of(partyId), Stream.of(more)).collect(Collectors.joining("\", \""));
        JsonObject created = http.post("/portal/v1/organisations", """
                        {"name": "%s", "partyIds": ["%s"]}""".formatted(name, partyIds))
                .expect(201)
                .json();
        return new Organisation(created.getString("id"), created.getString("companyId"), partyId);
    }

    record Organisation(String id, String companyId, String partyId) {

        /** The same one, reached under another of its party ids. */
        Organisation under(String otherPartyId) {
            return new Organisation(id, companyId, otherPartyId);
        }

        /** Where the portal has it, and more of it. */
        String inPortal(String rest) {
            return "/portal/v1/organisations/" + id + rest;
        }

        /** Its number in the tables. */
        long in(TestDatabase database) {
            return database.count("SELECT organisation_id FROM organisation WHERE public_id = '" + id + "'");
        }
    }

    /** The administrator of a new environment, who operates nothing. */
    Administrator elsewhere() {
        String email = "head-" + UUID.randomUUID() + "@office.example";
        JsonObject made = http.post("/portal/v1/environments", """
                        {"name": "Elsewhere", "timeZone": "Europe/Lisbon", "administrator": {"email": "%s"}}""".formatted(email))
                .expect(201)
                .json();
        return signIn(base, email, made.getString("password"));
    }

    /** What the portal says of this person. */
    JsonObject me() {
        return http.get("/portal/v1/me").expect(200).json();
    }

    SoftwarePackage connect(Organisation organisation, String softwarePackage) {
        return connectWith(organisation, """
                {"softwarePackage": "%s"}""".formatted(softwarePackage));
    }

    SoftwarePackage connectWith(Organisation organisation, String json) {
        return SoftwarePackage.withKeys(base, organisation, create(organisation, json));
    }

    /** A new connection as the portal tells of it, with keys or without. */
    JsonObject create(Organisation organisation, String json) {
        return http.post(organisation.inPortal("/connections"), json)
                .expect(201)
                .json();
    }

    /** @return how many documents wait */
    int revoke(SoftwarePackage connected) {
        return http.post("/portal/v1/connections/" + connected.connection() + "/revoke")
                .expect(200)
                .json()
                .getInt("withdrawn");
    }

    SoftwarePackage reconnect(SoftwarePackage revoked) {
        return reconnect(revoked, "{}");
    }

    SoftwarePackage reconnect(SoftwarePackage revoked, String json) {
        return SoftwarePackage.withKeys(
                base,
                revoked.organisation(),
                http.post("/portal/v1/connections/" + revoked.connection() + "/reconnect", json)
                        .expect(201)
                        .json());
    }

    SoftwarePackage renewKeys(SoftwarePackage connected, String json) {
        return SoftwarePackage.withKeys(
                base,
                connected.organisation(),
                http.post("/portal/v1/connections/" + connected.connection() + "/keys", json)
                        .expect(201)
                        .json());
    }

    JsonObject connection(SoftwarePackage connected) {
        return http.get("/portal/v1/connections/" + connected.connection())
                .expect(200)
                .json();
    }

    /** Asks for a re-offer and waits until it is done. */
    JsonObject reoffer(String json) {
        String id = http.post("/portal/v1/reoffers", json).expect(202).json().getString("id");
        return Eventually.get(
                () -> http.get("/portal/v1/reoffers/" + id).expect(200).json(),
                run -> !"running".equals(run.getString("state")));
    }

    JsonObject box(Organisation organisation, String boxAndQuery) {
        return http.get("/portal/v1/organisations/" + organisation.id() + "/" + boxAndQuery)
                .expect(200)
                .json();
    }

    /** Waiting with an end. */
    static final class Eventually {

        private static final Duration LONGEST = Duration.ofSeconds(40);

        private Eventually() {}

        static <T> T get(java.util.function.Supplier<T> supplier, java.util.function.Predicate<T> wanted) {
            Instant end = Instant.now().plus(LONGEST);
            T value = supplier.get();
            while (!wanted.test(value)) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("still " + value + " after " + LONGEST);
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                value = supplier.get();
            }
            return value;
        }
    }
}
