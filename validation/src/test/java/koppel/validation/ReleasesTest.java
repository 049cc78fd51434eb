package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.helger.diver.api.coord.DVRCoordinate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import koppel.document.DocumentKind;
import koppel.document.LargeDocuments;
import net.sf.saxon.s9api.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 8, 16);
    private static final LocalDate FIRST_DAY = LAST_DAY.plusDays(1);
    private static final String OLD = "2025.11";
    private static final String NEW = "2026.5";

    /** Of which releases rules were compiled, in this order. */
    private final List<String> compiled = Collections.synchronizedList(new ArrayList<>());

    private final Releases releases = new Releases(this::compile);

    private Map<DocumentKind, RuleSet> compile(Release release) {
        compiled.add(release.invoice().getVersionString());
        return Map.of(
                DocumentKind.INVOICE, named(release.invoice()), DocumentKind.CREDIT_NOTE, named(release.creditNote()));
    }

    private static RuleSet named(DVRCoordinate id) {
        return new RuleSet(id.getAsSingleID(), List.of(), List.of(), new Processor(false));
    }

    @ParameterizedTest
    @CsvSource({
        "2019-01-01, 2025.5",
        "2026-02-22, 2025.5",
        "2026-02-23, 2025.11",
        "2026-08-16, 2025.11",
        "2026-08-17, 2026.5",
        "2030-01-01, 2026.5"
    })
    void theReleaseOfTheDayApplies(LocalDate day, String release) {
        assertThat(releases.on(day, DocumentKind.INVOICE).name()).isEqualTo("eu.peppol.bis3:invoice:" + release);
        assertThat(releases.on(day, DocumentKind.CREDIT_NOTE).name()).isEqualTo("eu.peppol.bis3:creditnote:" + release);
        assertThat(compiled).containsExactly(release);
    }

    @Test
    void theFirstDocumentAfterMidnightFindsItsRulesCompiled() {
        releases.on(LAST_DAY, DocumentKind.INVOICE);
        assertThat(compiled).containsExactly(OLD);

        releases.prepare(LAST_DAY.minusDays(1));
        assertThat(compiled).containsExactly(OLD);
        releases.prepare(LAST_DAY);
        assertThat(compiled).containsExactly(OLD, NEW);

        releases.on(LAST_DAY, DocumentKind.INVOICE);
        releases.on(FIRST_DAY, DocumentKind.INVOICE);
        releases.on(FIRST_DAY, DocumentKind.CREDIT_NOTE);
        assertThat(compiled).containsExactly(OLD, NEW);
    }

    @Test
    void whatIsPreparedAgainAndAgainIsCompiledOnce() {
        for (int hour = 0; hour < 24; hour++) {
            releases.prepare(LAST_DAY);
        }
        for (int hour = 0; hour < 24; hour++) {
            releases.prepare(FIRST_DAY);
        }
        assertThat(compiled).containsExactly(OLD, NEW);
    }

    @Test
    void rulesThatAreNoLongerInForceAreLetGo() {
        releases.prepare(LAST_DAY);
        releases.prepare(FIRST_DAY);
        assertThat(compiled).containsExactly(OLD, NEW);

        releases.on(LAST_DAY, DocumentKind.INVOICE);
        assertThat(compiled).containsExactly(OLD, NEW, OLD);
    }

    @Test
    void rulesThatCouldNotBeCompiledAreTriedAgain() {
        List<Release> tried = new ArrayList<>();
        Releases failing = new Releases(release -> {
            tried.add(release);
            if (tried.size() == 1) {
                throw new IllegalStateException("not now");
            }
            return compile(release);
        });
        assertThatIllegalStateException().isThrownBy(() -> failing.on(FIRST_DAY, DocumentKind.INVOICE));

        assertThat(failing.on(FIRST_DAY, DocumentKind.INVOICE).name()).endsWith(NEW);
        assertThat(tried).hasSize(2);
    }

    @Test
    void nobodyWaitsForRulesThatAreCompiledForAnotherDay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Releases slow = new Releases(release -> {
            if (release.invoice().getVersionString().equals(NEW)) {
                begun.countDown();
                await(end);
            }
            return compile(release);
        });
        slow.on(LAST_DAY, DocumentKind.INVOICE);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> preparing = threads.submit(() -> slow.prepare(LAST_DAY));
            await(begun);
            Future<RuleSet> today = threads.submit(() -> slow.on(LAST_DAY, DocumentKind.CREDIT_NOTE));
            assertThat(today.get(10, TimeUnit.SECONDS).name()).endsWith(OLD);
            end.countDown();
            preparing.get(10, TimeUnit.SECONDS);
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
        assertThat(compiled).containsExactly(OLD, NEW);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRealReleaseThatWasPreparedJudgesTheFirstDocumentOfItsFirstDay() {
        List<LocalDate> real = new ArrayList<>();
        Releases counted = new Releases(release -> {
            real.add(release.from());
            return release.compiled();
        });
        counted.prepare(LAST_DAY);
        int before = real.size();

        PhiveInvoiceRules rules = new PhiveInvoiceRules(new LargeDocuments(), counted);
        assertThat(rules.judge(DocumentKind.INVOICE, Examples.content(Examples.invoice()), FIRST_DAY)
                        .ruleSet())
                .endsWith(NEW);
        assertThat(real).hasSize(before).contains(FIRST_DAY);
    }
}
