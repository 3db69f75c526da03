package io.curlew.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String SESSIONS = "io.curlew..session..";

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/")
                    && !location.contains("test-support")
                    && !location.contains("package-info"))
            .importPackages("io.curlew");

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        check(classes().should(new UseOnlyWhatIsAllowed()));
    }

    @Test
    void everyRowOfTheTableMatchesAClass() {
        Set<String> empty = new TreeSet<>(UseOnlyWhatIsAllowed.packages());
        CLASSES.forEach(type -> empty.remove(UseOnlyWhatIsAllowed.rowOf(type)));
        assertThat(empty).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("io.curlew.(**)").should().beFreeOfCycles());
    }

    @Test
    void sessionsKnowNoThreadAndNoClock() {
        check(noClasses()
                .that()
                .resideInAPackage(SESSIONS)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, VarHandle.class, Clock.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("a session is a value machine confined to one event loop, with time as an argument"));
        check(noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(SESSIONS)
                .should()
                .haveModifier(JavaModifier.VOLATILE));
        check(noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(SESSIONS)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void buffersStayWhereTheNetworkIs() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.curlew.engineio.transport", "io.curlew.testserver")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.buffer..")
                .because("nothing that a user or a session holds is reference-counted"));
    }

    @Test
    void helpersLiveBesideWhatUsesThem() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..internal..", "..util..")
                .because("such a package says nothing about what is in it"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
