package koppel.systemtest.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/** What may import what. The packages are parameters, so that each rule can be shown a violation. */
final class Rules {

    private static final String[] DOMAIN = {
        "koppel.shared..",
        "koppel.user..",
        "koppel.audit..",
        "koppel.organisation..",
        "koppel.softwarepackage..",
        "koppel.connection..",
        "koppel.document..",
        "koppel.delivery..",
        "koppel.batchrun.."
    };

    private static final DescribedPredicate<JavaClass> USE_CASE = new DescribedPredicate<>("use cases") {
        @Override
        public boolean test(JavaClass type) {
            return type.isAnnotatedWith("jakarta.inject.Singleton");
        }
    };

    private Rules() {}

    static String[] domain() {
        return DOMAIN.clone();
    }

    static ArchRule theDomainIsPlainJava(String... domain) {
        return classes()
                .that()
                .resideInAnyPackage(domain)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang..",
                                "java.io..",
                                "java.math..",
                                "java.net..",
                                "java.nio..",
                                "java.security..",
                                "java.text..",
                                "java.time..",
                                "java.util..",
                                "javax.crypto..",
                                "javax.xml..",
                                "org.bouncycastle..",
                                "jakarta.inject..",
                                "jakarta.transaction..")
                        .or(resideInAnyPackage(DOMAIN)))
                .because("the rules of the product must be readable and testable without any server or database");
    }

    static ArchRule onlyUseCasesKnowInjectionAndTransactions(String... domain) {
        return noClasses()
                .that()
                .resideInAnyPackage(domain)
                .and(DescribedPredicate.not(USE_CASE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..")
                .because("models and ports are plain Java; only use cases are assembled and run in transactions");
    }

    static ArchRule onlyKeysAndPasswordsKnowBouncyCastle(String... allowed) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("cryptography has two homes");
    }

    static ArchRule contextsHaveNoCycles(String slices) {
        return slices().matching(slices)
                .should()
                .beFreeOfCycles()
                .because("a context may know the ones below it and no other");
    }

    static ArchRule nobodyImportsPersistence(String... outside) {
        return noClasses()
                .that()
                .resideInAnyPackage(outside)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("koppel.persistence..")
                .because("adapters are found by injection; who names them cannot be moved to another database");
    }

    static ArchRule apiAndBatchDontKnowEachOther(String one, String other) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(other)
                .because("they meet in the domain");
    }

    static ArchRule persistenceUsesNoUseCases(String persistence) {
        return noClasses()
                .that()
                .resideInAPackage(persistence)
                .should()
                .dependOnClassesThat(resideInAnyPackage(DOMAIN).and(USE_CASE))
                .because("an adapter answers a use case and never begins one");
    }

    static ArchRule everyResourceMethodSaysWhoMayCallIt(String resources) {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(resources)
                .and()
                .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                .should()
                .beAnnotatedWith(new DescribedPredicate<>("@PermitAll, @RolesAllowed or @VendorApi") {
                    @Override
                    public boolean test(JavaAnnotation<?> annotation) {
                        String name = annotation.getRawType().getName();
                        return name.equals("jakarta.annotation.security.PermitAll")
                                || name.equals("jakarta.annotation.security.RolesAllowed")
                                || name.equals("koppel.api.security.VendorApi");
                    }
                })
                .because("who may call a method is a decision, not an omission");
    }

    static ArchRule testsFromOutsideUseNoProductionClass(String tests) {
        return noClasses()
                .that()
                .resideInAPackage(tests)
                .should()
                .dependOnClassesThat(resideInAnyPackage(DOMAIN)
                        .or(resideInAnyPackage(
                                "koppel.persistence..",
                                "koppel.api..",
                                "koppel.batch..",
                                "koppel.outbound..",
                                "koppel.run..")))
                .because("a test from outside that uses the inside proves nothing about the outside");
    }
}
