package koppel.bench.genuine;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import koppel.bench.Api;
import koppel.bench.Settings;
import koppel.harness.MicroNode;

/**
 * Sends the XML files of a directory, as they are and as forms in turns, and retrieves them as the receivers' packages: invoices that others
 * have written, such as the examples of Peppol BIS Billing 3. What is held back as a duplicate is counted and then marked as original, so that
 * every file has to come out. Ends with 1 unless each came out byte for byte. {@code GenuineBench DIRECTORY}
 */
public final class GenuineBench {

    /** What became of a file. */
    private record Row(
            String file, int bytes, String findings, String sent, String retrieved, String same, boolean good) {}

    private final URI node;
    private final Participants participants;
    private final Map<String, String> fileOf = new HashMap<>();
    private final List<String> heldBack = new ArrayList<>();
    private int sent;

    private GenuineBench(URI node) {
        this.node = node;
        this.participants = new Participants(node);
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("One directory with XML files is expected.");
            System.exit(2);
        }
        List<GenuineInvoice> invoices = invoicesOf(Path.of(arguments[0]));
        boolean good;
        try (MicroNode node = MicroNode.start(Files.createTempDirectory("koppel-genuine"), Settings.OF_NODE)) {
            good = new GenuineBench(node.address()).run(invoices);
        }
        System.exit(good ? 0 : 1);
    }

    private static List<GenuineInvoice> invoicesOf(Path directory) throws IOException {
        List<GenuineInvoice> invoices = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                invoices.add(GenuineInvoice.read(file));
            }
        }
        return invoices;
    }

    private boolean run(List<GenuineInvoice> invoices) {
        List<Row> rows = new ArrayList<>();
        for (GenuineInvoice invoice : invoices) {
            rows.add(through(invoice));
        }
        System.out.println("| file | bytes | findings | answer | retrieved | same bytes |");
        System.out.println("|---|---|---|---|---|---|");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s |%n",
                    row.file(),
                    row.bytes(),
                    row.findings(),
                    row.sent(),
                    row.retrieved(),
                    row.same());
        }
        long good = rows.stream().filter(Row::good).count();
        System.out.printf(
                "%n%d of %d came out byte for byte. %d were held back as duplicates first:%n",
                good, rows.size(), heldBack.size());
        heldBack.forEach(System.out::println);
        return !rows.isEmpty() && good == rows.size();
    }

    private Row through(GenuineInvoice invoice) {
        Api receiver = participants.receiver(invoice.buyer());
        Api sender = participants.sender(invoice.supplier());
        String salesInvoice = "/api/v1/" + invoice.supplier().partyId() + "/salesInvoice/";
        String findings = findings(sender.postXml(node, salesInvoice + "validate", invoice.bytes()));
        boolean raw = sent++ % 2 == 0;
        Api.Reply answer = raw
                ? sender.postXml(node, salesInvoice + "send", invoice.bytes())
                : sender.postFile(node, salesInvoice + "send", invoice.name(), invoice.bytes());
        String told = answer.status() + (raw ? " as it is" : " as a form");
        if (answer.status() != 200) {
            String code = answer.json().getString("code", "");
            return new Row(invoice.name(), invoice.bytes().length, findings, told + ", " + code, "no", "–", false);
        }
        boolean duplicate = noteWhatIsHeldBack(invoice);
        Optional<byte[]> retrieved = retrieved(invoice, receiver);
        boolean same = retrieved.isPresent() && Arrays.equals(retrieved.get(), invoice.bytes());
        return new Row(
                invoice.name(),
                invoice.bytes().length,
                findings,
                told,
                retrieved.isEmpty() ? "no" : duplicate ? "once marked as original" : "yes",
                retrieved.isEmpty() ? "–" : same ? "yes" : "no",
                same);
    }

    private static String findings(Api.Reply answer) {
        JsonObject verdict = answer.expect(200).json();
        List<JsonObject> all = verdict.getJsonArray("findings").getValuesAs(JsonValue::asJsonObject);
        long errors = all.stream()
                .filter(finding -> finding.getString("severity").equals("error"))
                .count();
        return all.isEmpty() ? "none" : errors + " errors, " + (all.size() - errors) + " warnings";
    }

    private boolean noteWhatIsHeldBack(GenuineInvoice invoice) {
        Optional<JsonObject> entry = participants.heldBack(invoice.buyer());
        entry.ifPresent(held -> {
            String other = held.getString("duplicateOf");
            heldBack.add("- %s: %s has sent %s number %s of %s before, as %s"
                    .formatted(
                            invoice.name(),
                            held.getString("sender"),
                            held.getString("receiver"),
                            held.getString("number"),
                            held.getString("issueDate"),
                            fileOf.getOrDefault(other, other)));
            participants.release(invoice.buyer(), held.getString("documentId"));
        });
        return entry.isPresent();
    }

    /** All files before have been retrieved, so that just this one is listed; what is listed beside it is nobody's. */
    private Optional<byte[]> retrieved(GenuineInvoice invoice, Api receiver) {
        String purchaseInvoice = "/api/v1/" + invoice.buyer().partyId() + "/purchaseInvoice";
        List<JsonObject> listed = receiver.get(node, purchaseInvoice)
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject);
        if (listed.size() != 1
                || !listed.get(0).getString("number").equals(invoice.number())
                || !listed.get(0).getString("issueDate").equals(invoice.issueDate())) {
            System.out.println(invoice.name() + ": listed instead: " + listed);
            return Optional.empty();
        }
        String document = listed.get(0).getString("documentId");
        fileOf.put(document, invoice.name());
        return Optional.of(receiver.get(node, purchaseInvoice + "/" + document + "/download")
                .expect(200)
                .bytes());
    }
}
