package koppel.systemtest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule holds for the code of all modules, and reports a violation that is planted. */
class ArchitectureTest {

    private static final String PLANTED = "koppel.systemtest.architecture.planted..";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .importPaths(Stream.of("domain", "persistence", "validation", "outbound", "batch", "web-api")
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());

    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

    @Test
    void theClassesOfAllModulesAreLookedAt() {
        for (String one :
                List.of("koppel.document", "koppel.persistence", "koppel.batch.reoffer", "koppel.api.vendor")) {
            assertThat(PRODUCTION.containPackage(one)).as(one).isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachRuleHolds() {
        return Stream.of(
                        Rules.theDomainIsPlainJava(Rules.domain()),
                        Rules.onlyUseCasesKnowInjectionAndTransactions(Rules.domain()),
                        Rules.onlyKeysAndPasswordsKnowBouncyCastle("koppel.connection.keys..", "koppel.user.."),
                        Rules.contextsHaveNoCycles("koppel.(*).."),
                        Rules.nobodyImportsPersistence(
                                "koppel.api..", "koppel.batch..", "koppel.validation..", "koppel.outbound.."),
                        Rules.apiAndBatchDontKnowEachOther("koppel.api..", "koppel.batch.."),
                        Rules.apiAndBatchDontKnowEachOther("koppel.batch..", "koppel.api.."),
                        Rules.persistenceUsesNoUseCases("koppel.persistence.."),
                        Rules.everyResourceMethodSaysWhoMayCallIt("koppel.api.."))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(PRODUCTION)));
    }

    @Test
    void testsFromOutsideUseNoProductionClass() {
        Rules.testsFromOutsideUseNoProductionClass("koppel.systemtest..").check(TESTS);
    }

    /** Where code breaks a rule for its own place, the rule is pointed at another place and has to find it. */
    @TestFactory
    Stream<DynamicTest> eachRuleBites() {
        return Stream.of(
                        bites(Rules.theDomainIsPlainJava(PLANTED), TESTS),
                        bites(Rules.onlyUseCasesKnowInjectionAndTransactions(PLANTED), TESTS),
                        bites(Rules.onlyKeysAndPasswordsKnowBouncyCastle("nowhere"), PRODUCTION),
                        bites(Rules.contextsHaveNoCycles("koppel.systemtest.architecture.planted.(*).."), TESTS),
                        bites(Rules.nobodyImportsPersistence("koppel.persistence.."), PRODUCTION),
                        bites(Rules.apiAndBatchDontKnowEachOther("koppel.api..", "koppel.document.."), PRODUCTION),
                        bites(Rules.persistenceUsesNoUseCases("koppel.api.."), PRODUCTION),
                        bites(Rules.everyResourceMethodSaysWhoMayCallIt(PLANTED), TESTS),
                        bites(Rules.testsFromOutsideUseNoProductionClass("koppel.api.."), PRODUCTION))
                .flatMap(test -> test);
    }

    private static Stream<DynamicTest> bites(ArchRule rule, JavaClasses classes) {
        return Stream.of(DynamicTest.dynamicTest(
                rule.getDescription(),
                () -> assertThat(rule.evaluate(classes).hasViolation()).isTrue()));
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Path sources = Path.of("..");
        for (JavaPackage one : PRODUCTION.getPackage("koppel").getSubpackagesInTree()) {
            if (!one.getClasses().isEmpty()) {
                String file = one.getName().replace('.', '/') + "/package-info.java";
                assertThat(Stream.of("domain", "persistence", "validation", "outbound", "batch", "web-api")
                                .map(module -> sources.resolve(module)
                                        .resolve("src/main/java")
                                        .resolve(file)))
                        .as(one.getName())
                        .anyMatch(path -> path.toFile().isFile());
            }
        }
    }
}
