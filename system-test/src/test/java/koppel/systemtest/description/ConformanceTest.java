package koppel.systemtest.description;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A check that lets anything pass checks nothing: this one refuses what it has to. */
class ConformanceTest {

    private static final String ORGANISATION = """
            {"id": "7d2f6c1e-52f0-4c0e-9f43-0f0c6a4f6f0a", "companyId": "XCNL10017", "name": "Buyer", "environmentId": 1,
             "partyIds": ["0106:87654321"], "unconfirmedPartyIds": [], "role": "administrator"%s}""";

    private static final String PROBLEM = """
            {"type": "urn:koppel:problem:document-sent-before", "title": "t", "status": 409, "detail": "d", "instance": "i",
             "code": "document-sent-before", "message": "d", "helpLink": "h", "requestId": "3107e27c-a1d6-4f01-a679-e2754a3d773a",
             "dateTime": "2026-11-02T09:30:00Z"%s}""";

    private static final String ENTRY = """
            {"documentId": "01932c07-2b6a-7d00-8f3e-5b1c9a4d6e7f", "state": "received", "reason": null, "kind": "Invoice",
             "sender": "0106:12345678", "senderName": "Seller", "receiver": "0106:87654321", "receiverName": "Buyer", "number": "1",
             "issueDate": "2026-11-02", "dueDate": null, "total": 121.00, "currency": "EUR", "receivedOn": "2026-11-02T09:30:00Z",
             "expiresAt": "2033-11-02T09:30:00Z", "size": 5000, "duplicateOf": null, "valid": true%s}""";

    private static void check(String path, int status, String json, String... headers) {
        check("GET", path, status, json, headers);
    }

    private static void check(String method, String path, int status, String json, String... headers) {
        Map<String, List<String>> sent = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], List.of(headers[i + 1]));
        }
        Conformance.check(
                method,
                path,
                status,
                status < 400 ? "application/json" : "application/problem+json",
                HttpHeaders.of(sent, (name, value) -> true),
                json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAnswerAsDescribedConforms() {
        assertThatCode(() -> check("/portal/v1/organisations/1", 200, ORGANISATION.formatted("")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(
                        "/portal/v1/organisations",
                        200,
                        "{\"items\": [" + ORGANISATION.formatted("") + "], \"next\": null}"))
                .doesNotThrowAnyException();
    }

    @Test
    void anAnswerWithoutItsMembersDoesNotConform() {
        for (String path : new String[] {
            "/portal/v1/organisations",
            "/portal/v1/organisations/1",
            "/portal/v1/organisations/1/connections",
            "/portal/v1/organisations/1/inbox",
            "/portal/v1/organisations/1/inbox/2",
            "/portal/v1/organisations/1/audit",
            "/portal/v1/organisations/1/attention",
            "/portal/v1/connections/1",
            "/portal/v1/reoffers/1",
            "/portal/v1/reoffers/1/items",
            "/portal/v1/batchRuns",
            "/portal/v1/batchRuns/1"
        }) {
            assertThatThrownBy(() -> check(path, 200, "{}")).as(path).isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> check("/portal/v1/organisations", 200, "{\"items\": [{}], \"next\": null}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("companyId");
        assertThatThrownBy(() -> check("/portal/v1/organisations/1", 404, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void anAnswerWithAMemberThatIsNotDescribedDoesNotConform() {
        String more = ", \"passwordHash\": \"x\"";
        assertThatThrownBy(() -> check("/portal/v1/organisations/1", 200, ORGANISATION.formatted(more)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("passwordHash");
        assertThatThrownBy(() -> check(
                        "/portal/v1/organisations",
                        200,
                        "{\"items\": [" + ORGANISATION.formatted(more) + "], \"next\": null}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("passwordHash");
        assertThatThrownBy(() -> check("/portal/v1/organisations/1", 404, PROBLEM.formatted(more)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("passwordHash");
    }

    @Test
    void whatPartsOfADescriptionSayCountsForTheWhole() {
        String path = "/portal/v1/organisations/1/inbox/2";
        String way = ", \"sentBy\": null, \"releasedOn\": null, \"way\": []";
        assertThatCode(() -> check(path, 200, ENTRY.formatted(way))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(path, 200, ENTRY.formatted(way + ", \"more\": 1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more");
        assertThatThrownBy(() -> check(path, 200, ENTRY.formatted(""))).isInstanceOf(AssertionError.class);
    }

    @Test
    void whoeverHasToWaitIsToldHowLong() {
        for (int status : new int[] {429, 503}) {
            assertThatCode(() -> check("/portal/v1/me", status, PROBLEM.formatted(""), "Retry-After", "5"))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> check("/portal/v1/me", status, PROBLEM.formatted("")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("how long to wait");
        }
        assertThatThrownBy(() -> check("/portal/v1/me", 429, PROBLEM.formatted(""), "Retry-After", "0"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whoIsCountedIsToldHowManyRequestsAreLeft() {
        String me = "{\"name\": \"Basecone\"}";
        assertThatCode(() -> check("/api/v1/me", 200, me, "RateLimit", "\"keys\";r=59999;t=60"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check("/api/v1/me", 200, me))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("how many requests are left");
        assertThatThrownBy(() -> check("/api/v1/0106:1/purchaseInvoice/1/status", 404, PROBLEM.formatted("")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("how many requests are left");
        assertThatCode(() -> check("/api/v1/me", 401, PROBLEM.formatted(""))).doesNotThrowAnyException();
        assertThatCode(() -> check("/api/v1/nothing", 404, PROBLEM.formatted("")))
                .doesNotThrowAnyException();
    }

    @Test
    void aProblemsFurtherMembersAreDescribed() {
        String id = UUID.randomUUID().toString();
        String further = """
                , "id": "%s", "since": "2026-11-02T09:30:00Z", "response": "RE", "connectionId": "%s\"""".formatted(id, id);
        assertThatCode(() -> check("/portal/v1/organisations/1", 409, PROBLEM.formatted(further)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check("/portal/v1/organisations/1", 409, PROBLEM.formatted(", \"since\": \"then\"")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsToldUnderWellKnownNamesIsComparedToo() {
        String discovered = """
                {"issuer": "koppel", "token_endpoint": "t", "jwks_uri": "j", "grant_types_supported": ["password"],
                 "token_endpoint_auth_methods_supported": [], "scopes_supported": ["ap"], "response_types_supported": [],
                 "subject_types_supported": [], "id_token_signing_alg_values_supported": ["ES256"]%s}""";
        String path = "/.well-known/openid-configuration";
        assertThatCode(() -> check(path, 200, discovered.formatted(""))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(path, 200, discovered.formatted(", \"claims_supported\": []")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("claims_supported");
        assertThatThrownBy(() -> check("/.well-known/jwks.json", 200, "{}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check("/.well-known/nothing", 200, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aHeadIsAnsweredAsTheGetButWithoutABody() {
        String left = "\"keys\";r=59999;t=60";
        assertThatCode(() -> check("HEAD", "/api/v1/me", 200, "", "RateLimit", left))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check("HEAD", "/api/v1/me", 200, "{\"name\": \"Basecone\"}", "RateLimit", left))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("body");
        assertThatThrownBy(() -> check("HEAD", "/api/v1/me", 200, ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("how many requests are left");
        assertThatThrownBy(() -> check("HEAD", "/api/v1/me", 204, "", "RateLimit", left))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not described");
        assertThatThrownBy(() -> check("HEAD", "/connect/token", 200, "")).isInstanceOf(AssertionError.class);
        assertThatCode(() -> check("HEAD", "/connect/token", 405, "")).doesNotThrowAnyException();
    }
}
