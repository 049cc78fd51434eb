package koppel.api.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import koppel.shared.InvalidInput;

/** A request that is nothing but a list of texts. */
public final class RequestTexts {

    private final List<String> texts;

    /** @throws InvalidInput if an entry is no text */
    RequestTexts(JsonArray json) {
        List<String> read = new ArrayList<>();
        InvalidInput.Collector wrong = new InvalidInput.Collector();
        for (int i = 0; i < json.size(); i++) {
            if (json.get(i) instanceof JsonString string) {
                read.add(string.getString());
            } else {
                wrong.add("[" + i + "]", "Has to be a text.");
            }
        }
        wrong.throwIfAny();
        this.texts = List.copyOf(read);
    }

    public List<String> texts() {
        return texts;
    }
}
