package koppel.bench.genuine;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.bench.genuine.GenuineInvoice.Party;

/** Who is in the files: organisations, each with a package that sends or one that retrieves, made when first needed. */
final class Participants {

    private final URI node;
    private final Api administrator;
    private final Map<String, String> organisations = new HashMap<>();
    private final Map<String, Api> senders = new HashMap<>();
    private final Map<String, Api> receivers = new HashMap<>();

    Participants(URI node) {
        this.node = node;
        this.administrator = Api.signIn(node, Settings.EMAIL, Settings.PASSWORD);
    }

    Api sender(Party party) {
        return senders.computeIfAbsent(party.partyId(), id -> connect(party, "radar"));
    }

    Api receiver(Party party) {
        return receivers.computeIfAbsent(party.partyId(), id -> connect(party, "basecone"));
    }

    /** What was held back from the receiver's package as a duplicate. */
    Optional<JsonObject> heldBack(Party receiver) {
        List<JsonObject> entries = administrator
                .get(node, inbox(receiver) + "?state=duplicate")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject);
        return entries.stream().findFirst();
    }

    /** "Mark as original". */
    void release(Party receiver, String document) {
        administrator
                .post(node, inbox(receiver) + "/" + document + "/original", "")
                .expect(204);
    }

    private String inbox(Party party) {
        return "/portal/v1/organisations/" + organisation(party) + "/inbox";
    }

    private Api connect(Party party, String softwarePackage) {
        String json = Json.createObjectBuilder()
                .add("softwarePackage", softwarePackage)
                .build()
                .toString();
        JsonObject made = administrator
                .post(node, "/portal/v1/organisations/" + organisation(party) + "/connections", json)
                .expect(201)
                .json();
        return Api.basic(made.getString("appKey"), made.getString("secret"));
    }

    private String organisation(Party party) {
        return organisations.computeIfAbsent(party.partyId(), id -> {
            JsonObjectBuilder wish = Json.createObjectBuilder()
                    .add("name", id)
                    .add("partyIds", Json.createArrayBuilder().add(id));
            if (party.country() != null) {
                wish.add("country", party.country());
            }
            JsonObject registered = administrator
                    .post(node, "/portal/v1/organisations", wish.build().toString())
                    .expect(201)
                    .json();
            registered
                    .getJsonArray("warnings")
                    .getValuesAs(JsonString::getString)
                    .forEach(warning -> System.out.println("Registered by the operator all the same: " + warning));
            return registered.getString("id");
        });
    }
}
