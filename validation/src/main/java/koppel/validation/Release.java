package koppel.validation;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.executor.IValidationExecutor;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.xsd.ValidationExecutorXSD;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import koppel.document.DocumentKind;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;

/**
 * A release of Peppol's rules.
 *
 * @param from the day from which it is in force
 * @param definition tells phive's registry what it is made of
 */
record Release(
        LocalDate from,
        DVRCoordinate invoice,
        DVRCoordinate creditNote,
        Consumer<ValidationExecutorSetRegistry<IValidationSourceXML>> definition) {

    /** Makes of it what documents can be held against, which takes seconds. Both kinds of documents have most of their rules in common. */
    Map<DocumentKind, RuleSet> compiled() {
        ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();
        definition.accept(registry);
        Compiling compiling = new Compiling();
        Map<DocumentKind, RuleSet> sets = new EnumMap<>(DocumentKind.class);
        sets.put(DocumentKind.INVOICE, compiling.ruleSet(registry, invoice));
        sets.put(DocumentKind.CREDIT_NOTE, compiling.ruleSet(registry, creditNote));
        return sets;
    }

    /** Compiles each style sheet once. */
    private static final class Compiling {

        private final Processor engine = new Processor(false);
        private final XsltCompiler compiler;
        private final Map<String, XsltExecutable> sheets = new HashMap<>();

        Compiling() {
            // what a document gives rise to says so in its findings, and strangers are not to write on the error stream
            engine.getUnderlyingConfiguration().setErrorReporterFactory(configuration -> error -> {});
            compiler = engine.newXsltCompiler();
        }

        RuleSet ruleSet(ValidationExecutorSetRegistry<IValidationSourceXML> registry, DVRCoordinate id) {
            List<Schema> schemas = new ArrayList<>();
            List<XsltExecutable> rules = new ArrayList<>();
            for (IValidationExecutor<IValidationSourceXML> part :
                    registry.getOfID(id).executors()) {
                if (part instanceof ValidationExecutorXSD schema) {
                    schemas.add(schema.getSchemaProvider().get());
                } else {
                    rules.add(sheets.computeIfAbsent(
                            part.getValidationArtefact().getRuleResourcePath(), path -> sheet(part)));
                }
            }
            return new RuleSet(id.getAsSingleID(), schemas, rules, engine);
        }

        private XsltExecutable sheet(IValidationExecutor<IValidationSourceXML> part) {
            try (InputStream text =
                    part.getValidationArtefact().getRuleResource().getInputStream()) {
                return compiler.compile(new StreamSource(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SaxonApiException e) {
                throw new IllegalStateException("phive's style sheets can be compiled", e);
            }
        }
    }
}
