package koppel.api.json;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import koppel.connection.vendor.Administration;

/** How administrations look: never with their addresses. */
public final class AdministrationViews {

    private AdministrationViews() {}

    /** Where there are none, the administration is entered by hand. */
    public static JsonObject list(List<Administration> administrations) {
        return new Answer()
                .with("items", Answer.list(administrations, one -> new Answer()
                        .with("code", one.code())
                        .with("name", one.name())
                        .json()))
                .with("next", Optional.empty())
                .with("byHand", administrations.isEmpty())
                .json();
    }
}
