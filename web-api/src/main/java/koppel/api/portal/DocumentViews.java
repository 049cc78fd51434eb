package koppel.api.portal;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import koppel.api.json.Answer;
import koppel.delivery.ViewingDocument;
import koppel.delivery.WayEvent;
import koppel.document.BoxEntry;
import koppel.document.Document;
import koppel.document.InvoiceHead;

/** How documents look in the portal API. */
final class DocumentViews {

    private DocumentViews() {}

    static Answer entry(BoxEntry entry) {
        Document document = entry.document();
        InvoiceHead head = document.head();
        return new Answer()
                .with("documentId", document.id())
                .with("state", entry.state().word())
                .with("reason", entry.reason())
                .with("kind", head.kind().root())
                .with("sender", head.supplier())
                .with("senderName", head.supplierName())
                .with("receiver", head.customer())
                .with("receiverName", head.customerName())
                .with("number", head.number())
                .with("issueDate", head.issueDate())
                .with("dueDate", head.dueDate())
                .with("total", head.payableAmount())
                .with("currency", head.currency())
                .with("receivedOn", document.receivedOn())
                .with("expiresAt", document.expiresOn())
                .with("size", document.size())
                .with("duplicateOf", document.duplicateOf())
                .with("valid", document.valid());
    }

    static JsonObject seen(ViewingDocument.Seen seen) {
        List<JsonObject> way = seen.way().stream().map(DocumentViews::event).toList();
        return entry(seen.entry())
                .with("sentBy", seen.entry().document().sentBy())
                .with("releasedOn", seen.entry().document().releasedOn())
                .with("way", way)
                .json();
    }

    private static JsonObject event(WayEvent event) {
        return new Answer()
                .with("at", event.at())
                .with("event", event.kind().word())
                .with("reason", event.reason())
                .with("connectionId", event.consumer().map(WayEvent.Consumer::connection))
                .with("connectionName", event.consumer().map(WayEvent.Consumer::name))
                .with("softwarePackage", event.consumer().map(WayEvent.Consumer::softwarePackage))
                .with("epoch", number(event.epoch()))
                .with("position", number(event.position()))
                .with("generation", event.keys().map(WayEvent.Keys::generation))
                .with("appKey", event.keys().map(WayEvent.Keys::appKey))
                .with("until", event.until())
                .with("duplicateOf", event.other())
                .json();
    }

    private static Object number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static Object number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
