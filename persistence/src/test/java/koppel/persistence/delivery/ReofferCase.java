package koppel.persistence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koppel.connection.ConnectionId;
import koppel.delivery.ReofferHistory;
import koppel.delivery.ReofferRun;
import koppel.delivery.ReofferRun.SkipReason;
import koppel.delivery.Reoffering.Request;
import koppel.delivery.Reoffers;
import koppel.document.DocumentId;
import koppel.persistence.AccountingPackage;
import koppel.persistence.Company;
import koppel.persistence.Installation;
import koppel.shared.Moment;

/** A company with one consumer, and what people may ask of it. */
abstract class ReofferCase {

    final Installation koppel = Installation.get();
    final Reoffers reoffers = koppel.use(Reoffers.class);
    final Company company = Company.create();
    final AccountingPackage yuki = company.connectExplicit("yuki");
    final ConnectionId connection = yuki.connection();

    Request everything() {
        return new Request(
                Optional.of(connection), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false);
    }

    Request everythingOfTheOrganisation() {
        return new Request(
                Optional.empty(),
                Optional.of(company.organisation().publicId()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    Request selection(boolean includeRetrieved, DocumentId... documents) {
        return selection(connection, includeRetrieved, documents);
    }

    static Request selection(ConnectionId connection, boolean includeRetrieved, DocumentId... documents) {
        return new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                includeRetrieved);
    }

    Request ofTheOrganisation(DocumentId... documents) {
        return new Request(
                Optional.empty(),
                Optional.of(company.organisation().publicId()),
                List.of(documents),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    Request range(Instant from, Instant to, boolean includeRetrieved) {
        return range(connection, from, to, includeRetrieved);
    }

    static Request range(ConnectionId connection, Instant from, Instant to, boolean includeRetrieved) {
        return new Request(
                Optional.of(connection),
                Optional.empty(),
                List.of(),
                Optional.ofNullable(from).map(Moment.Time::new),
                Optional.ofNullable(to).map(Moment.Time::new),
                includeRetrieved);
    }

    /** What the run says of each document that it was about, by queue and position. */
    List<ReofferHistory.Item> items(ReofferRun run) {
        return koppel.in(() -> koppel.use(ReofferHistory.class)
                        .items(company.organisation().id(), run.id(), Optional.empty(), 100))
                .items();
    }

    static void assertCompleted(ReofferRun run, long offered, Map<SkipReason, Long> skipped) {
        long left = skipped.values().stream().mapToLong(Long::longValue).sum();
        assertThat(run.state()).isEqualTo(ReofferRun.State.COMPLETED);
        assertThat(run.offered()).isEqualTo(offered);
        assertThat(run.skipped()).isEqualTo(skipped);
        assertThat(run.total()).isEqualTo(offered + left);
        assertThat(run.done()).isEqualTo(run.total());
        assertThat(run.endedOn()).hasValueSatisfying(ended -> assertThat(ended).isAfterOrEqualTo(run.startedOn()));
    }
}
