package koppel.systemtest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import koppel.systemtest.Administrator.Eventually;
import koppel.systemtest.Administrator.Organisation;

/** A vendor's software with a set of keys, through the vendor API. */
record SoftwarePackage(
        URI base, Organisation organisation, String connection, int generation, String appKey, String secret) {

    static SoftwarePackage withKeys(URI base, Organisation organisation, JsonObject keys) {
        return new SoftwarePackage(
                base,
                organisation,
                keys.getString("id"),
                keys.getInt("generation"),
                keys.getString("appKey"),
                keys.getString("secret"));
    }

    SoftwarePackage at(URI node) {
        return new SoftwarePackage(node, organisation, connection, generation, appKey, secret);
    }

    Http http() {
        return Http.anonymous(base).basic(appKey, secret);
    }

    /** An hour's token for these keys. */
    String token() {
        return Http.anonymous(base)
                .postForm(
                        "/connect/token",
                        "grant_type=client_credentials&scope=ap&client_id=" + appKey + "&client_secret=" + secret)
                .expect(200)
                .json()
                .getString("access_token");
    }

    String send(byte[] invoice, String... headers) {
        return trySend(invoice, headers).expect(200).json().getString("id");
    }

    Answer trySend(byte[] invoice, String... headers) {
        return http().postXml(path("salesInvoice/send"), invoice, headers);
    }

    JsonObject list(String query) {
        return http().get(path("purchaseInvoice" + query)).expect(200).json();
    }

    List<JsonObject> listed() {
        return list("").getJsonArray("items").getValuesAs(JsonValue::asJsonObject);
    }

    /** Waits until so many are listed. */
    List<JsonObject> awaitListed(int count) {
        return Eventually.get(this::listed, items -> items.size() == count);
    }

    byte[] download(String document) {
        return http().get(path("purchaseInvoice/" + document + "/download"))
                .expect(200)
                .bytes();
    }

    Answer acknowledge(String document) {
        return http().post(path("purchaseInvoice/" + document + "/acknowledge"));
    }

    /** Where the portal has the connection, and more of it. */
    String inPortal(String rest) {
        return "/portal/v1/connections/" + connection + rest;
    }

    /** What a person sends who pastes that. */
    static String pasted(String keys) {
        return "{\"keys\": %s}".formatted(Json.createValue(keys));
    }

    String path(String rest) {
        return "/api/v1/" + organisation.partyId() + "/" + rest;
    }
}
