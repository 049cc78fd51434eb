package koppel.bench.poll;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import koppel.bench.poll.Stock.Package;

/** What is measured: a call, by so many clients at once, with the least ratio to the same SQL without a server that is good enough. */
enum Workload {
    POLL_AT_1("empty poll, 1 client", 1, 0.30),
    POLL_AT_16("empty poll, 16 clients", Stock.CLIENTS, 0.25),
    PAGE("page of 100, 16 clients", Stock.CLIENTS, 0.60),
    DOWNLOAD("download and retrieve one, 16 clients", Stock.CLIENTS, 0.45),
    ACKNOWLEDGE("acknowledge 100, 16 clients", Stock.CLIENTS, 0.75);

    private final String words;
    private final int clients;
    private final double goal;

    Workload(String words, int clients, double goal) {
        this.words = words;
        this.clients = clients;
        this.goal = goal;
    }

    String words() {
        return words;
    }

    int clients() {
        return clients;
    }

    double goal() {
        return goal;
    }

    boolean retrieves() {
        return this == DOWNLOAD || this == ACKNOWLEDGE;
    }

    List<Package> packages(Stock stock) {
        return switch (this) {
            case DOWNLOAD -> stock.downloading();
            case ACKNOWLEDGE -> stock.acknowledging();
            default -> stock.polled();
        };
    }

    /** Makes the nth call of a package once. */
    void call(URI node, Package software, int nth) {
        switch (this) {
            case POLL_AT_1, POLL_AT_16 ->
                software.api()
                        .get(node, software.documents() + "?after=" + software.newest())
                        .expect(200);
            case PAGE -> software.api().get(node, software.documents()).expect(200);
            case DOWNLOAD ->
                software.api()
                        .get(node, software.documents() + "/" + software.document(nth) + "/download")
                        .expect(200);
            case ACKNOWLEDGE ->
                software.api()
                        .post(node, software.documents() + "/acknowledge", body(software, nth))
                        .expect(200);
        }
    }

    private static String body(Package software, int nth) {
        StringBuilder ids = new StringBuilder();
        for (int i = 1; i <= Stock.PAGE; i++) {
            ids.append(i == 1 ? "\"" : ",\"")
                    .append(software.document((nth - 1) * Stock.PAGE + i))
                    .append('"');
        }
        return "{\"documentIds\":[" + ids + "]}";
    }

    /**
     * The body of wrk's function {@code request}: {@code n} counts the calls, {@code p} is the thread's package, {@code same} holds the calls
     * of all packages where they are always the same.
     */
    String lua() {
        return switch (this) {
            case POLL_AT_1, POLL_AT_16, PAGE -> "return same[n % #same + 1]";
            case DOWNLOAD -> """
                    return wrk.format("GET", p.path .. string.format("/01900000-0000-7000-8000-%012x/download", p.first + n))""";
            case ACKNOWLEDGE -> String.format(Locale.ROOT, """
                    local ids = {}
                    for i = 1, %1$d do
                      ids[i] = string.format('"01900000-0000-7000-8000-%%012x"', p.first + (n - 1) * %1$d + i)
                    end
                    return wrk.format("POST", p.path .. "/acknowledge", nil, '{"documentIds":[' .. table.concat(ids, ",") .. ']}')""", Stock.PAGE);
        };
    }

    /** What follows the path of a call that is always the same. */
    String query(Package software) {
        return this == PAGE ? "" : "?after=" + software.newest();
    }
}
