package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page on parity leaves nothing unanswered, and what it names exists; for its tests see
 * {@link DocumentedTestsTest}.
 */
class ParityTest {
    private static final Path PAGE = Path.of("..", "docs", "parity.md");
    private static final Pattern ROW = Pattern.compile("^\\| (.+) \\| (.+) \\| (.+) \\|$");
    private static final Pattern TEST = Pattern.compile("`\\w+(?:Test|IT)(?:\\.\\w+)?`");
    private static final Pattern MEMBER = Pattern.compile("`(?:\\w+\\.)*([A-Z]\\w*)\\.(\\w+)`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w*)`");
    private static final Set<String> REASONS = Set.of("on purpose", "browser only", "JavaScript only", "Rust only");
    private static final List<String> OF_THE_JDK =
            List.of("IllegalArgumentException", "IllegalStateException", "CompletionStage");

    /** The types that modules export, nested ones too, with the names of their members. */
    private static final Map<String, Set<String>> API = new HashMap<>();

    private static List<String[]> rows;

    @BeforeAll
    static void readPageAndApi() throws IOException {
        rows = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new String[] {row.group(1), row.group(2), row.group(3)})
                .filter(row -> !row[2].equals("tests"))
                .toList();
        List<SourceFile> files = SourceFile.all();
        Set<String> exported =
                files.stream().flatMap(file -> file.exports().stream()).collect(Collectors.toSet());
        files.stream()
                .filter(file -> !file.isTest() && exported.contains(file.packageName()))
                .forEach(ParityTest::readMembers);
    }

    private static void readMembers(SourceFile file) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                Set<String> members = API.computeIfAbsent(type.getSimpleName().toString(), name -> new HashSet<>());
                type.getMembers().stream()
                        .filter(member -> isOpen(member) || type.getKind() != Tree.Kind.CLASS)
                        .forEach(member -> members.add(nameOf(member)));
                return super.visitClass(type, null);
            }
        }.scan(file.tree(), null);
    }

    /** Members of interfaces, records and enums are open without a word; private ones there name nothing else. */
    private static boolean isOpen(Tree member) {
        if (member instanceof MethodTree method) {
            return method.getModifiers().getFlags().contains(Modifier.PUBLIC);
        }
        return member instanceof ClassTree type && SourceFile.isPublic(type);
    }

    private static String nameOf(Tree member) {
        if (member instanceof MethodTree method) {
            return method.getName().toString();
        }
        if (member instanceof VariableTree variable) {
            return variable.getName().toString();
        }
        return member instanceof ClassTree type ? type.getSimpleName().toString() : "";
    }

    @Test
    void everyRowHasATestOrSaysWhyNot() {
        assertThat(rows)
                .hasSizeGreaterThan(150)
                .allSatisfy(row -> assertThat(
                                REASONS.contains(row[2]) || TEST.matcher(row[2]).find())
                        .as("%s: %s", row[0], row[2])
                        .isTrue());
    }

    @Test
    void everyMemberThatIsNamedExists() {
        Set<String> unknown = new TreeSet<>();
        for (String[] row : rows) {
            MEMBER.matcher(row[1])
                    .results()
                    .filter(named -> !API.getOrDefault(named.group(1), Set.of()).contains(named.group(2)))
                    .forEach(named -> unknown.add(named.group()));
            TYPE.matcher(row[1])
                    .results()
                    .filter(named -> !API.containsKey(named.group(1)) && !OF_THE_JDK.contains(named.group(1)))
                    .forEach(named -> unknown.add(named.group()));
        }
        assertThat(unknown).isEmpty();
    }
}
