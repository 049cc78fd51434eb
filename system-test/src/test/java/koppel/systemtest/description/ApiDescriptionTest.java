package koppel.systemtest.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.systemtest.description.ApiDescription.Operation;
import org.junit.jupiter.api.Test;

/** The description is whole: what a reader or a generator of clients would stumble over is found here. */
class ApiDescriptionTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private static final Set<String> OF_OAUTH = Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "access_token",
            "token_type",
            "expires_in",
            "error_description",
            "token_endpoint",
            "jwks_uri",
            "grant_types_supported",
            "token_endpoint_auth_methods_supported",
            "scopes_supported",
            "response_types_supported",
            "subject_types_supported",
            "id_token_signing_alg_values_supported");

    private final ApiDescription description = ApiDescription.ours();

    @Test
    void everyOperationHasANameOfItsOwnASummaryAndOneDeclaredTag() {
        Set<String> declared = new TreeSet<>();
        description
                .root()
                .get("tags")
                .forEach(tag -> declared.add(tag.get("name").asText()));
        Set<String> names = new TreeSet<>();
        for (Operation operation : description.operations()) {
            JsonNode node = operation.node();
            assertThat(node.path("operationId").asText())
                    .as(operation.toString())
                    .matches("[a-z][A-Za-z]+");
            assertThat(names.add(node.get("operationId").asText()))
                    .as(operation.toString())
                    .isTrue();
            assertThat(node.path("summary").asText())
                    .as(operation.toString())
                    .isNotBlank()
                    .doesNotEndWith(".");
            assertThat(node.path("tags")).as(operation.toString()).hasSize(1);
            assertThat(declared).contains(node.get("tags").get(0).asText());
        }
    }

    @Test
    void everyOperationSaysWhoMayCallItAndWhatElseMayBeAnswered() {
        for (Operation operation : description.operations()) {
            assertThat(operation.node().has("security"))
                    .as(operation.toString())
                    .isTrue();
            assertThat(operation.node().get("responses").has("default"))
                    .as(operation.toString())
                    .isTrue();
            operation.node().get("responses").forEach(response -> assertThat(
                            description.resolved(response).path("description").asText())
                    .as(operation.toString())
                    .isNotBlank());
            if (operation.path().startsWith("/api/")) {
                assertThat(operation.node().get("responses").has("429"))
                        .as(operation.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void itNamesNoHostSinceEveryInstallationHasItsOwn() {
        assertThat(description.root().get("servers").findValuesAsText("url")).containsExactly("/");
    }

    @Test
    void whereAClientHasToWaitItIsToldHowLong() {
        int told = 0;
        for (Operation operation : description.operations()) {
            for (String status : List.of("429", "503")) {
                JsonNode response = operation.node().get("responses").path(status);
                if (!response.isMissingNode()) {
                    assertThat(description.resolved(response).path("headers").has("Retry-After"))
                            .as(operation + " answered " + status)
                            .isTrue();
                    told++;
                }
            }
        }
        assertThat(told).isGreaterThan(30);
    }

    @Test
    void everyParameterIsDeclaredAndDescribed() {
        for (Operation operation : description.operations()) {
            List<String> inPath = new ArrayList<>();
            operation.node().path("parameters").forEach(parameter -> {
                JsonNode resolved = description.resolved(parameter);
                assertThat(resolved.path("description").asText())
                        .as(operation.toString())
                        .isNotBlank();
                assertThat(resolved.has("schema")).as(operation.toString()).isTrue();
                if (resolved.get("in").asText().equals("path")) {
                    inPath.add(resolved.get("name").asText());
                }
            });
            List<String> named = new ArrayList<>();
            for (Matcher matcher = PARAMETER.matcher(operation.path()); matcher.find(); ) {
                named.add(matcher.group(1));
            }
            assertThat(inPath).as(operation.toString()).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        Set<String> used = new TreeSet<>();
        description.root().findValuesAsText("$ref").forEach(reference -> {
            assertThat(description.root().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
            used.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        description.root().at("/components/schemas").fieldNames().forEachRemaining(name -> assertThat(used)
                .contains(name));
    }

    @Test
    void everyObjectThatIsAnsweredSaysWhichMembersAlwaysCome() {
        Set<String> open = new TreeSet<>();
        for (Operation operation : description.operations()) {
            operation.node().get("responses").forEach(response -> description
                    .resolved(response)
                    .path("content")
                    .forEach(content -> collectOpen(content.get("schema"), operation.toString(), open)));
        }
        // what is in it depends on the kind of act, and what a skipped document counts under on the reasons there were
        assertThat(open)
                .allMatch(where -> where.endsWith("/details") || where.endsWith("/skipped"))
                .isNotEmpty();
    }

    private void collectOpen(JsonNode schema, String where, Set<String> open) {
        JsonNode resolved = description.resolved(schema);
        if (resolved.path("type").asText().equals("object")
                && resolved.path("required").isEmpty()) {
            open.add(where);
        }
        resolved.path("allOf").forEach(part -> collectOpen(part, where, open));
        resolved.path("properties")
                .properties()
                .forEach(member -> collectOpen(member.getValue(), where + "/" + member.getKey(), open));
        if (resolved.has("items")) {
            collectOpen(resolved.get("items"), where + "[]", open);
        }
    }

    @Test
    void everyMemberIsInCamelCaseButForThoseOfOAuth() {
        int members = 0;
        for (JsonNode properties : description.root().findValues("properties")) {
            for (Map.Entry<String, JsonNode> member : properties.properties()) {
                assertThat(OF_OAUTH.contains(member.getKey()) || member.getKey().matches("[a-z][A-Za-z0-9]*"))
                        .as(member.getKey())
                        .isTrue();
                members++;
            }
        }
        assertThat(members).isGreaterThan(100);
    }

    @Test
    void everyJsonThatIsTakenOrAnsweredHasAnExample() {
        Set<String> without = new TreeSet<>();
        for (Operation operation : description.operations()) {
            collectWithoutExample(operation.node().path("requestBody"), operation + " takes", without);
            operation.node().get("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> collectWithoutExample(
                            description.resolved(response.getValue()),
                            operation + " answers " + response.getKey(),
                            without));
        }
        assertThat(without).isEmpty();
    }

    private void collectWithoutExample(JsonNode body, String what, Set<String> without) {
        JsonNode content = body.path("content").path("application/json");
        if (!content.isMissingNode()
                && !content.has("example")
                && !description.resolved(content.get("schema")).has("example")) {
            without.add(what);
        }
    }

    @Test
    void everyExampleIsOneOfItsSchema() {
        int examples = 0;
        for (JsonNode holder : description.root().findParents("example")) {
            JsonNode schema = holder.has("schema") ? holder.get("schema") : holder;
            assertThat(description.violations(schema, holder.get("example")))
                    .as(holder.toString())
                    .isEmpty();
            examples++;
        }
        assertThat(examples).isGreaterThan(100);
    }
}
