package koppel.systemtest;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import koppel.systemtest.Administrator.Organisation;
import koppel.systemtest.description.ApiDescription.Operation;
import koppel.systemtest.fuzz.KnownValues;
import koppel.systemtest.fuzz.MadeRequest.Login;

/** A little of everything that can be asked for, made anew now and then, since requests may revoke and delete it. */
final class FuzzedWorld {

    private final URI node;
    private final Administrator administrator;
    private final Organisation seller;
    private final Organisation buyer;
    private final SoftwarePackage sending;
    private final String accessPoint;
    private final String vendor;
    private final KnownValues known = new KnownValues();
    private final List<String> secrets = new ArrayList<>();
    private final String portalToken;
    private final String packageToken;
    private final SoftwarePackage both;

    private FuzzedWorld(URI node, Administrator administrator, String portalToken) {
        this.node = node;
        this.administrator = administrator;
        this.portalToken = portalToken;
        seller = administrator.organisation("Seller");
        buyer = administrator.organisation("Buyer");
        sending = administrator.connect(seller, "exact-multivers");
        both = administrator.connectWith(buyer, """
                {"softwarePackage": "own-app", "acknowledgement": "explicit",
                 "directions": {"purchase": true, "sales": true, "send": true}}""");
        packageToken = both.token();
        SoftwarePackage revoked = administrator.connect(buyer, "yuki");
        String sent = sending.send(document());
        String other = both.send(Invoices.next(buyer, seller));
        List<JsonObject> listed = both.listed();
        administrator.revoke(revoked);
        Http http = administrator.http();
        JsonObject point = http.post("/portal/v1/accessPoints", "{\"name\": \"The network\"}")
                .expect(201)
                .json();
        accessPoint = basic(point.getString("clientId"), point.getString("secret"));
        JsonObject credentials = http.post("/portal/v1/softwarePackages/own-app/credentials", "{}")
                .expect(201)
                .json();
        vendor = basic(credentials.getString("clientId"), credentials.getString("clientSecret"));
        String handover = http.post("/portal/v1/connections/" + both.connection() + "/handover", "{}")
                .expect(201)
                .json()
                .getString("url");
        String received = listed.isEmpty() ? sent : listed.get(0).getString("documentId");
        secrets.addAll(List.of(
                sending.secret(),
                both.secret(),
                revoked.secret(),
                point.getString("secret"),
                credentials.getString("clientSecret"),
                Administrator.PASSWORD,
                Administrator.SETTINGS.get("KOPPEL_KEY_PEPPER"),
                portalToken,
                packageToken));
        String pasted = "APP_KEY:%s;SECRET_KEY:%s;".formatted(both.appKey(), both.secret());
        known.with(
                        "partyId",
                        buyer.partyId(),
                        buyer.companyId(),
                        "NL:KVK:" + buyer.partyId().substring(5))
                .with("receiverId", seller.partyId(), "iso6523-actorid-upis::" + seller.partyId())
                .with("partyIds", "0106:%08d".formatted(Math.floorMod(System.nanoTime(), 100_000_000L)))
                .with("documentId", received, sent, other)
                .with("documentIds", received, sent, other)
                .with("organisations.id", buyer.id(), seller.id())
                .with("organisationId", buyer.id(), seller.id())
                .with("connections.id", both.connection(), revoked.connection(), sending.connection())
                .with("connectionId", both.connection(), revoked.connection())
                .with("follows", revoked.connection())
                .with("softwarePackages.id", "own-app", "basecone", "exact-online-autopilot")
                .with("softwarePackage", "basecone", "own-app", "whitevision")
                .with("accessPoints.id", point.getString("id"))
                .with("batchRuns.job", "reoffer")
                .with("code", "A1", "B 2/3")
                .with("keys", pasted)
                .with("appKey", both.appKey())
                .with("secret", both.secret())
                .with("token", handover.substring(handover.indexOf('#') + 1))
                .with("email", Administrator.EMAIL)
                .with("password", Administrator.PASSWORD, both.secret())
                .with("username", both.appKey())
                .with("client_id", both.appKey(), credentials.getString("clientId"))
                .with("client_secret", both.secret(), credentials.getString("clientSecret"))
                .with("grant_type", "client_credentials", "password")
                .with("scope", "ap")
                .with("emails", "books@koppel.example")
                .with("administration", "A1")
                .with("url", "http://127.0.0.1:1/administrations#token")
                .with("country", "NL");
    }

    static FuzzedWorld at(URI node) {
        String token = Http.anonymous(node)
                .post("/portal/v1/session", """
                        {"email": "%s", "password": "%s"}""".formatted(Administrator.EMAIL, Administrator.PASSWORD))
                .expect(200)
                .json()
                .getString("accessToken");
        return new FuzzedWorld(node, Administrator.signIn(node), token);
    }

    /** Another, by the same person: whoever signs in beside requests that try passwords may have to wait. */
    FuzzedWorld next() {
        return new FuzzedWorld(node, administrator, portalToken);
    }

    KnownValues known() {
        return known;
    }

    byte[] document() {
        return Invoices.next(seller, buyer);
    }

    List<String> secrets() {
        return secrets;
    }

    Optional<String> authorization(Operation operation, Login login) {
        return switch (login) {
            case NONE -> Optional.empty();
            case WRONG -> Optional.of(basic(both.appKey(), sending.secret()));
            case OTHER_KIND ->
                Optional.of(
                        operation.path().startsWith("/portal/") ? "Bearer " + packageToken : "Bearer " + portalToken);
            case RIGHT -> right(operation);
        };
    }

    private Optional<String> right(Operation operation) {
        String path = operation.path();
        if (path.startsWith("/intake/")) {
            return Optional.of(accessPoint);
        }
        if (path.contains("/administration/")) {
            return Optional.of(vendor);
        }
        if (path.startsWith("/api/")) {
            return Optional.of(basic(both.appKey(), both.secret()));
        }
        return path.startsWith("/portal/") && !path.endsWith("/session")
                ? Optional.of("Bearer " + portalToken)
                : Optional.empty();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
