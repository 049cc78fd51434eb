package koppel.validation;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.peppol.PeppolValidation2025_05;
import com.helger.phive.peppol.PeppolValidation2025_11;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import java.time.LocalDate;
import java.util.List;
import koppel.document.DocumentKind;

/** The releases of Peppol's rules that this version knows, each with the day from which it is in force. */
final class Releases {

    private record Release(LocalDate from, DVRCoordinate invoice, DVRCoordinate creditNote) {}

    /** Newest first. */
    private static final List<Release> RELEASES = List.of(
            new Release(
                    PeppolValidation2026_05.VALID_PER,
                    PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3),
            new Release(
                    PeppolValidation2025_11.VALID_PER,
                    PeppolValidation2025_11.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2025_11.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3),
            new Release(
                    PeppolValidation2025_05.VALID_PER,
                    PeppolValidation2025_05.VID_OPENPEPPOL_INVOICE_UBL_V3,
                    PeppolValidation2025_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3));

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();

    Releases() {
        PeppolValidation2026_05.init(registry);
        PeppolValidation2025_11.init(registry);
        PeppolValidation2025_05.init(registry);
    }

    /** The rules in force on a day; the oldest known ones for a day before them. Compiled when they are first applied. */
    IValidationExecutorSet<IValidationSourceXML> on(LocalDate day, DocumentKind kind) {
        Release release = RELEASES.stream()
                .filter(each -> !each.from().isAfter(day))
                .findFirst()
                .orElse(RELEASES.get(RELEASES.size() - 1));
        return registry.getOfID(kind == DocumentKind.INVOICE ? release.invoice() : release.creditNote());
    }
}
