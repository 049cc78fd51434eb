package koppel.validation;

import com.helger.phive.peppol.PeppolValidation2025_05;
import com.helger.phive.peppol.PeppolValidation2025_11;
import com.helger.phive.peppol.PeppolValidation2026_05;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import koppel.document.ComingRules;
import koppel.document.DocumentKind;

/** The releases of Peppol's rules that this version knows, and those of them that are compiled: a release takes seconds and memory. */
@Singleton
class Releases implements ComingRules {

    /** Newest first. */
    static final List<Release> KNOWN = List.of(
            new Release(
                    PeppolValidation2026_05.VALID_PER,
                    PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3,
                    PeppolValidation2026_05::init),
            new Release(
                    PeppolValidation2025_11.VALID_PER,
                    PeppolValidation2025_11.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2025_11.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3,
                    PeppolValidation2025_11::init),
            new Release(
                    PeppolValidation2025_05.VALID_PER,
                    PeppolValidation2025_05.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2025_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3,
                    PeppolValidation2025_05::init));

    private final Function<Release, Map<DocumentKind, RuleSet>> compiler;
    private final Map<Release, Once> compiled = new ConcurrentHashMap<>();

    @Inject
    Releases() {
        this(Release::compiled);
    }

    /** @param compiler takes its time */
    Releases(Function<Release, Map<DocumentKind, RuleSet>> compiler) {
        this.compiler = compiler;
    }

    /** The rules in force on a day; the oldest known ones for a day before them. Whoever is the first to ask for them waits until they are compiled. */
    RuleSet on(LocalDate day, DocumentKind kind) {
        return compiled(inForce(day)).get(kind);
    }

    @Override
    public void prepare(LocalDate today) {
        List<Release> needed = List.of(inForce(today), inForce(today.plusDays(1)));
        needed.forEach(this::compiled);
        // whoever is at it has what it needs of the others, and a day that is over does not come again
        compiled.keySet().retainAll(needed);
    }

    private Map<DocumentKind, RuleSet> compiled(Release release) {
        return compiled.computeIfAbsent(release, Once::new).sets();
    }

    private static Release inForce(LocalDate day) {
        return KNOWN.stream()
                .filter(each -> !each.from().isAfter(day))
                .findFirst()
                .orElse(KNOWN.get(KNOWN.size() - 1));
    }

    /** Compiled by whoever asks first; who asks for another release does not wait for that. What fails is tried again. */
    private final class Once {

        private final Release release;
        private volatile Map<DocumentKind, RuleSet> sets;

        Once(Release release) {
            this.release = release;
        }

        Map<DocumentKind, RuleSet> sets() {
            Map<DocumentKind, RuleSet> known = sets;
            return known == null ? compile() : known;
        }

        private synchronized Map<DocumentKind, RuleSet> compile() {
            if (sets == null) {
                sets = compiler.apply(release);
            }
            return sets;
        }
    }
}
