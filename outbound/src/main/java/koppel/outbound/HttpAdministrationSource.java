package koppel.outbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.vendor.Administration;
import koppel.connection.vendor.AdministrationSource;
import koppel.connection.vendor.Administrations;
import koppel.connection.vendor.ConnectorUnavailable;
import koppel.organisation.Organisation;
import koppel.shared.InvalidInput;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks a connector by HTTP: {@code GET url?companyId=…&partyId=…} gives {@code [{code, name, emails[]}]}. */
@Singleton
public class HttpAdministrationSource implements AdministrationSource {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_ADMINISTRATIONS = 1000;

    private final BoundedGet bounded;

    @Inject
    public HttpAdministrationSource(
            @ConfigProperty(name = "KOPPEL_OUTBOUND_PRIVATE") Optional<Boolean> privateAddresses) {
        this.bounded = new BoundedGet(privateAddresses.orElse(false), LONGEST, MOST_BYTES);
    }

    HttpAdministrationSource(BoundedGet bounded) {
        this.bounded = bounded;
    }

    @Override
    public List<Administration> fetch(Administrations.Connector connector, Organisation organisation) {
        try {
            return read(bounded.get(
                    asking(connector.url(), organisation),
                    connector
                            .token()
                            .map(token -> Map.of("Accept", "application/json", "Authorization", "Bearer " + token))
                            .orElseGet(() -> Map.of("Accept", "application/json"))));
        } catch (BoundedGet.Refused refused) {
            throw unavailable(refused.getMessage());
        } catch (IOException failed) {
            throw unavailable("it cannot be reached");
        }
    }

    private static URI asking(URI url, Organisation organisation) {
        String query = "companyId=" + encoded(organisation.companyId().toString())
                + organisation.partyIds().stream()
                        .findFirst()
                        .map(partyId -> "&partyId=" + encoded(partyId.toString()))
                        .orElse("");
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<Administration> read(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonStructure read = reader.read();
            JsonArray list =
                    read instanceof JsonObject object ? object.getJsonArray("administrations") : (JsonArray) read;
            if (list == null || list.size() > MOST_ADMINISTRATIONS) {
                throw unavailable("it answered something else than a list of at most 1000 administrations");
            }
            List<Administration> administrations = new ArrayList<>();
            for (JsonValue one : list) {
                JsonObject object = one.asJsonObject();
                administrations.add(Administration.checked(
                        object.getString("code", null), object.getString("name", null), emails(object)));
            }
            return administrations;
        } catch (JsonException | ClassCastException | InvalidInput | IllegalStateException somethingElse) {
            throw unavailable("it answered something else than administrations");
        }
    }

    private static List<String> emails(JsonObject administration) {
        JsonArray emails = administration.getJsonArray("emails");
        return emails == null
                ? List.of()
                : emails.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList();
    }

    private static ConnectorUnavailable unavailable(String why) {
        return new ConnectorUnavailable("The software package's administrations could not be asked for: " + why + ".");
    }
}
