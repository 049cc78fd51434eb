package koppel.validation;

import com.helger.diagnostics.error.IError;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.result.ValidationResult;
import com.helger.phive.api.result.ValidationResultList;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.xml.source.IValidationSourceXML;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import koppel.document.Content;
import koppel.document.DocumentKind;
import koppel.document.Finding;
import koppel.document.InvoiceRules;
import koppel.document.LargeDocuments;
import koppel.document.Places;
import koppel.document.Verdict;

/** Applies the rules, a few documents at a time: it is work for the processor and takes memory, so more at once would only be slower. */
@Singleton
class PhiveInvoiceRules implements InvoiceRules {

    /** More than anybody reads; a document that breaks a rule on each of its lines could have a million. */
    private static final int MOST_FINDINGS = 1000;

    private static final int LONGEST_TEXT = 1000;

    private final Places places = new Places(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final LargeDocuments large;
    private final Releases releases = new Releases();

    @Inject
    PhiveInvoiceRules(LargeDocuments large) {
        this.large = large;
    }

    @Override
    public Verdict judge(DocumentKind kind, Content content, LocalDate day) {
        // a large one waits for its turn first, so that it keeps no place from the small ones
        return large.inTurn(content, () -> places.take(() -> judgeNow(kind, content, day)));
    }

    private Verdict judgeNow(DocumentKind kind, Content content, LocalDate day) {
        IValidationExecutorSet<IValidationSourceXML> rules = releases.on(day, kind);
        ValidationResultList results = ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(), rules, new ContentSource(content), Locale.ENGLISH);
        List<Finding> findings = new ArrayList<>();
        Optional<Finding.Severity> left = Optional.empty();
        for (ValidationResult result : results) {
            boolean schema = result.getValidationArtefact()
                    .getValidationType()
                    .getBaseType()
                    .isXSD();
            for (IError error : result.getErrorList()) {
                if (findings.size() < MOST_FINDINGS) {
                    findings.add(finding(error, schema));
                } else if (left.isEmpty() || severity(error) == Finding.Severity.ERROR) {
                    left = Optional.of(severity(error));
                }
            }
        }
        left.ifPresent(worst -> findings.add(left(worst)));
        return new Verdict(rules.getID().getAsSingleID(), findings);
    }

    private static Finding finding(IError error, boolean schema) {
        String id = schema || error.getErrorID() == null ? Finding.SCHEMA : error.getErrorID();
        return new Finding(id, severity(error), Locations.of(error), cut(error.getErrorText(Locale.ENGLISH)));
    }

    private static Finding.Severity severity(IError error) {
        return error.getErrorLevel().isError() ? Finding.Severity.ERROR : Finding.Severity.WARNING;
    }

    /** Says that there are more, as severe as the worst of those that are left out: warnings don't make a document invalid by their number. */
    private static Finding left(Finding.Severity worst) {
        return new Finding(
                Finding.SCHEMA,
                worst,
                "",
                "There are more than " + MOST_FINDINGS + " findings; the others, "
                        + (worst == Finding.Severity.ERROR ? "errors among them" : "all of them warnings")
                        + ", are left out.");
    }

    private static String cut(String text) {
        String known = text == null ? "" : text.replaceFirst("^\\[SAX\\] ", "");
        return known.length() <= LONGEST_TEXT ? known : known.substring(0, LONGEST_TEXT) + "…";
    }
}
