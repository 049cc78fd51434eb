package koppel.bench.crash;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import koppel.bench.Api;
import koppel.bench.Api.Reply;

/**
 * An organisation's place where its purchase invoices are retrieved, through all connections and keys that it has in its life; and what
 * the vendor's software there was told for certain.
 */
final class Consumer {

    record Keys(String connection, String appKey, String secret) {

        static Keys of(JsonObject issued) {
            return new Keys(issued.getString("id"), issued.getString("appKey"), issued.getString("secret"));
        }
    }

    private final String organisation;
    private final String partyId;
    private final boolean explicit;
    private final Tally tally;
    private volatile Keys keys;
    private volatile String after;
    private final Map<String, AtomicInteger> downloads = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private Consumer(String organisation, String partyId, boolean explicit, Tally tally) {
        this.organisation = organisation;
        this.partyId = partyId;
        this.explicit = explicit;
        this.tally = tally;
    }

    static Consumer create(URI node, Api administrator, String partyId, boolean explicit, Tally tally) {
        String organisation = administrator
                .post(node, "/portal/v1/organisations", "{\"name\":\"Buyer\",\"partyIds\":[\"" + partyId + "\"]}")
                .expect(201)
                .json()
                .getString("id");
        Consumer consumer = new Consumer(organisation, partyId, explicit, tally);
        consumer.keys = consumer.connect(node, administrator, Optional.empty());
        return consumer;
    }

    private Keys connect(URI node, Api administrator, Optional<String> follows) {
        String json =
                "{\"softwarePackage\":\"yuki\",\"administration\":\"books\",\"leaseSeconds\":5,\"acknowledgement\":\""
                        + (explicit ? "explicit" : "onDownload") + "\""
                        + follows.map(id -> ",\"follows\":\"" + id + "\"").orElse("") + "}";
        return Keys.of(administrator
                .post(node, "/portal/v1/organisations/" + organisation + "/connections", json)
                .expect(201)
                .json());
    }

    String partyId() {
        return partyId;
    }

    String organisation() {
        return organisation;
    }

    String connection() {
        return keys.connection();
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Documents that reached the vendor whole more than once: allowed, when a node died before it had written that it was done. */
    long downloadedAgain() {
        return downloads.values().stream().filter(times -> times.get() > 1).count();
    }

    /** The vendor's software looks for news and takes what it finds. */
    void poll(URI node, Random random) {
        Api software = Api.basic(keys.appKey(), keys.secret());
        String cursor = random.nextInt(3) == 0 ? null : after;
        Reply listed = software.get(node, path("?limit=20" + (cursor == null ? "" : "&after=" + cursor)));
        if (listed.status() == 401) {
            tally.count("poll refused: keys revoked or replaced");
            return;
        }
        JsonObject page = listed.expect(200).json();
        after = page.isNull("next") ? after : page.getString("next");
        tally.count("list");
        List<String> documents = page.getJsonArray("items").getValuesAs(JsonValue::asJsonObject).stream()
                .map(item -> item.getString("documentId"))
                .toList();
        take(node, software, documents, random);
    }

    private void take(URI node, Api software, List<String> documents, Random random) {
        if (explicit && documents.size() > 1 && random.nextInt(4) == 0) {
            acknowledgeMany(node, software, documents);
            return;
        }
        for (String document : documents) {
            if (!download(node, software, document)) {
                return;
            }
            if (explicit && random.nextInt(5) > 0) {
                boolean giveBack = random.nextInt(8) == 0;
                Reply reply = software.post(node, path("/" + document + (giveBack ? "/release" : "/acknowledge")), "");
                if (reply.status() == 204 && !giveBack) {
                    acknowledged.add(document);
                }
                tally.answered(giveBack ? "release" : "acknowledge", reply.status());
            }
        }
    }

    private void acknowledgeMany(URI node, Api software, List<String> documents) {
        Reply reply = software.post(
                node, path("/acknowledge"), "{\"documentIds\":[\"" + String.join("\",\"", documents) + "\"]}");
        tally.answered("acknowledge many", reply.status());
        if (reply.status() == 200) {
            reply.json().getJsonArray("results").getValuesAs(JsonValue::asJsonObject).stream()
                    .filter(one -> !"notFound".equals(one.getString("outcome")))
                    .forEach(one -> acknowledged.add(one.getString("documentId")));
        }
    }

    /** @return whether the keys still open anything */
    private boolean download(URI node, Api software, String document) {
        Reply reply = software.get(node, path("/" + document + "/download"));
        if (reply.status() == 401) {
            tally.count("download refused: keys revoked or replaced");
            return false;
        }
        if (reply.status() == 200) {
            if (!new String(reply.bytes(), StandardCharsets.UTF_8).contains(partyId.substring(5))) {
                tally.count(Tally.MISDELIVERED);
            }
            downloads.computeIfAbsent(document, none -> new AtomicInteger()).incrementAndGet();
            tally.count("download");
        } else {
            tally.answered("download", reply.status());
        }
        return true;
    }

    private String path(String rest) {
        return "/api/v1/" + partyId + "/purchaseInvoice" + rest;
    }

    /** Revokes and connects again in one of the ways there are. */
    void upset(URI node, Api administrator, Random random) {
        String connection = keys.connection();
        switch (random.nextInt(6)) {
            case 0 -> {
                keys = Keys.of(administrator
                        .post(node, "/portal/v1/connections/" + connection + "/keys", "{}")
                        .expect(201)
                        .json());
                tally.count("new set of keys");
            }
            case 1 -> {
                revoke(node, administrator);
                if (random.nextBoolean()) {
                    administrator
                            .delete(node, "/portal/v1/connections/" + connection)
                            .expect(204);
                    tally.count("delete");
                }
                keys = connect(node, administrator, Optional.of(connection));
                tally.count("follow");
            }
            default -> {
                revoke(node, administrator);
                pause(random.nextInt(500));
                reconnect(node, administrator, "{}");
            }
        }
    }

    private void revoke(URI node, Api administrator) {
        administrator
                .post(node, "/portal/v1/connections/" + keys.connection() + "/revoke", "")
                .expect(200);
        tally.count("revoke");
    }

    private void reconnect(URI node, Api administrator, String json) {
        keys = Keys.of(administrator
                .post(node, "/portal/v1/connections/" + keys.connection() + "/reconnect", json)
                .expect(201)
                .json());
        tally.count("reconnect");
    }

    /**
     * After a call without an answer: looks what became of the connection, as a person would, and gets it working again. A Secret that was
     * made but never seen is replaced by a new set.
     */
    void mend(URI node, Api administrator) {
        JsonObject newest = administrator
                .get(node, "/portal/v1/organisations/" + organisation + "/connections")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject)
                .stream()
                .filter(one -> one.isNull("followedBy"))
                .findFirst()
                .orElse(null);
        if (newest == null) {
            // deleted, and nothing follows it yet
            keys = connect(node, administrator, Optional.of(keys.connection()));
            tally.count("mended: followed");
            return;
        }
        keys = new Keys(newest.getString("id"), keys.appKey(), keys.secret());
        if ("revoked".equals(newest.getString("state"))) {
            reconnect(node, administrator, "{}");
            tally.count("mended: reconnected");
        } else {
            keys = Keys.of(administrator
                    .post(node, "/portal/v1/connections/" + keys.connection() + "/keys", "{}")
                    .expect(201)
                    .json());
            tally.count("mended: new set of keys");
        }
    }

    /** Asks for a re-offer; the answer may get lost, and so may the wish. */
    void reoffer(URI node, Api administrator, Random random) {
        List<String> known = new ArrayList<>(downloads.keySet());
        String selection = "";
        if (random.nextInt(3) > 0 && !known.isEmpty()) {
            int from = random.nextInt(known.size());
            List<String> some = known.subList(from, Math.min(known.size(), from + 1 + random.nextInt(5)));
            selection = ",\"documentIds\":[\"" + String.join("\",\"", some) + "\"],\"includeRetrieved\":"
                    + random.nextBoolean();
        }
        int status = administrator
                .post(node, "/portal/v1/reoffers", "{\"connectionId\":\"" + keys.connection() + "\"" + selection + "}")
                .status();
        tally.answered("re-offer of " + (selection.isEmpty() ? "everything" : "a selection"), status);
    }

    /** Everything that still lies somewhere is asked for and taken; the end of a run. */
    void drain(URI node, Api administrator) {
        mend(node, administrator);
        administrator
                .post(node, "/portal/v1/reoffers", "{\"connectionId\":\"" + keys.connection() + "\"}")
                .expect(202);
    }

    /** @return how many were listed */
    int takeAll(URI node) {
        Api software = Api.basic(keys.appKey(), keys.secret());
        List<String> listed = software
                .get(node, path("?limit=500"))
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject)
                .stream()
                .map(item -> item.getString("documentId"))
                .toList();
        for (String document : listed) {
            software.get(node, path("/" + document + "/download")).expect(200);
            if (explicit
                    && software.post(node, path("/" + document + "/acknowledge"), "")
                                    .expect(204)
                                    .status()
                            == 204) {
                acknowledged.add(document);
            }
        }
        return listed.size();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
