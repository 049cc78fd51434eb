package koppel.bench.poll;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koppel.bench.poll.Stock.Package;

/**
 * What a node asks the database for one call, as the server has logged it, and the script that makes pgbench ask the same. The measure
 * is therefore always the application's own SQL, however that changes.
 */
record Statements(List<Statement> inOrder) {

    static final String NODE = "koppel-bench-node";

    private static final int ATTEMPTS = 10;
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (?:(NULL)|'((?:[^']++|'')*+)')");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    /** One statement with its parameters; null where it was NULL. */
    record Statement(String sql, List<String> parameters) {}

    /** Lets each package make its first call and tells what each asked, once it was the same twice and for all. */
    static List<Statements> of(PrivateServer server, List<Package> packages, Runnable prepare, Consumer<Package> call)
            throws IOException, InterruptedException {
        List<String> before = List.of();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            prepare.run();
            List<Statement> all = server.loggedDuring(() -> packages.forEach(call)).stream()
                    .map(Statements::parse)
                    .filter(Objects::nonNull)
                    .toList();
            int each = all.size() / packages.size();
            List<Statements> split = new ArrayList<>();
            for (int i = 0; i < packages.size(); i++) {
                split.add(new Statements(all.subList(i * each, (i + 1) * each)));
            }
            List<String> texts = split.get(0).texts();
            boolean alike = all.size() % packages.size() == 0
                    && split.stream().map(Statements::texts).distinct().count() == 1;
            if (alike && !texts.isEmpty() && texts.equals(before)) {
                return split;
            }
            before = texts;
        }
        throw new IllegalStateException(
                "The calls of " + packages.size() + " packages are not answered by the same statements");
    }

    private static Statement parse(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject entry = reader.readObject();
            String message = entry.getString("message", "");
            boolean execute = message.startsWith("execute ");
            if (!NODE.equals(entry.getString("application_name", ""))
                    || (!execute && !message.startsWith("statement: "))) {
                return null;
            }
            List<String> parameters = new ArrayList<>();
            Matcher values = PARAMETER.matcher(entry.getString("detail", ""));
            while (values.find()) {
                parameters.add(values.group(2) != null ? null : values.group(3).replace("''", "'"));
            }
            return new Statement(message.substring(message.indexOf(": ") + 2), parameters);
        }
    }

    /** The statements without their values. */
    List<String> texts() {
        return inOrder.stream().map(Statement::sql).toList();
    }

    /** A script that asks them for the nth documents of the package, with {@code n} counting on. */
    String script(Package software) {
        StringBuilder script = new StringBuilder("\\set n :n + 1\n");
        for (int i = 0; i < inOrder.size(); i++) {
            String prefix = prefix(software, i);
            List<String> values = inOrder.get(i).parameters();
            script.append(PLACE.matcher(inOrder.get(i).sql())
                            .replaceAll(place -> Matcher.quoteReplacement(value(software, prefix, values, place))))
                    .append(";\n");
        }
        return script.toString();
    }

    private static String value(Package software, String prefix, List<String> values, MatchResult place) {
        int number = Integer.parseInt(place.group(1));
        String value = values.get(number - 1);
        if (value == null) {
            return "NULL";
        }
        if (value.startsWith("{") && value.contains(software.document(2))) {
            return "(SELECT ids FROM bench_page WHERE organisation_id = " + software.organisation()
                    + " AND page = :n)::uuid[]";
        }
        if (value.contains(software.document(1))) {
            String id = "('01900000-0000-7000-8000-' || lpad(to_hex(" + software.first()
                    + " + :n::bigint), 12, '0'))::uuid";
            return value.startsWith("{") ? "ARRAY[" + id + "]" : id;
        }
        return ":" + prefix + number;
    }

    /** The values that the script leaves open, as arguments of pgbench. */
    List<String> definitions(Package software) {
        List<String> definitions = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            List<String> values = inOrder.get(i).parameters();
            for (int number = 1; number <= values.size(); number++) {
                if (values.get(number - 1) != null) {
                    definitions.add("-D" + prefix(software, i) + number + "=" + values.get(number - 1));
                }
            }
        }
        return definitions;
    }

    private static String prefix(Package software, int statement) {
        return "q" + software.queue() + "_s" + statement + "_p";
    }
}
