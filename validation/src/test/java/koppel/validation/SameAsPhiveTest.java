package koppel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.helger.diagnostics.error.IError;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXMLReadableResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koppel.document.DocumentKind;
import koppel.document.Finding;
import org.junit.jupiter.api.Test;

/** What phive's own executors say about a document is what we say. */
class SameAsPhiveTest {

    private static final Release RELEASE = Releases.KNOWN.get(0);
    private static final ValidationExecutorSetRegistry<IValidationSourceXML> REGISTRY =
            new ValidationExecutorSetRegistry<>();
    private static final Releases OURS = new Releases();

    static {
        RELEASE.definition().accept(REGISTRY);
    }

    private static List<String> phive(String invoice) {
        List<String> said = new ArrayList<>();
        ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        REGISTRY.getOfID(RELEASE.invoice()),
                        ValidationSourceXMLReadableResource.create(
                                new ReadableResourceByteArray(invoice.getBytes(StandardCharsets.UTF_8))),
                        Locale.ENGLISH)
                .forEach(result -> {
                    for (IError error : result.getErrorList()) {
                        boolean schema = result.getValidationArtefact()
                                .getValidationType()
                                .getBaseType()
                                .isXSD();
                        said.add((schema ? Finding.SCHEMA : error.getErrorID())
                                + (error.getErrorLevel().isError() ? " error " : " warning ")
                                + (schema
                                        ? "line " + error.getErrorLocation().getLineNumber() + ", column "
                                                + error.getErrorLocation().getColumnNumber()
                                        : Locations.readable(error.getErrorFieldName()))
                                + " " + error.getErrorText(Locale.ENGLISH).replaceFirst("^\\[SAX\\] ", ""));
                    }
                });
        return said;
    }

    private static List<String> ours(String invoice) {
        return OURS
                .on(RELEASE.from(), DocumentKind.INVOICE)
                .judge(Examples.content(invoice), ProcessorTime.of(() -> 0, 1))
                .findings()
                .stream()
                .map(each -> each.ruleId() + " " + each.severity().word() + " " + each.location() + " " + each.text())
                .toList();
    }

    @Test
    void aValidOneHasNoFindings() {
        assertThat(ours(Examples.invoice()))
                .isEqualTo(phive(Examples.invoice()))
                .isEmpty();
    }

    @Test
    void whateverElementIsMissingTheFindingsAreTheSame() {
        String invoice = Examples.invoice();
        int compared = 0;
        int found = 0;
        for (int at = invoice.indexOf("<cbc:"); at >= 0; at = invoice.indexOf("<cbc:", at + 1)) {
            int end = invoice.indexOf('>', invoice.indexOf("</cbc:", at)) + 1;
            String without = invoice.substring(0, at) + invoice.substring(end);
            List<String> ours = ours(without);
            assertThat(ours).as(invoice.substring(at, end)).isEqualTo(phive(without));
            compared++;
            found += ours.size();
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void whateverElementIsNonsenseTheFindingsAreTheSame() {
        String invoice = Examples.invoice();
        int found = 0;
        for (int at = invoice.indexOf("<cbc:"); at >= 0; at = invoice.indexOf("<cbc:", at + 1)) {
            int from = invoice.indexOf('>', at) + 1;
            int to = invoice.indexOf("</cbc:", at);
            for (String nonsense :
                    List.of("", "7", "x & <y>".replace("&", "&amp;").replace("<", "&lt;"))) {
                String with = invoice.substring(0, from) + nonsense + invoice.substring(to);
                List<String> ours = ours(with);
                assertThat(ours).as(with.substring(at, from) + nonsense).isEqualTo(phive(with));
                found += ours.size();
            }
        }
        assertThat(found).isGreaterThan(100);
    }
}
