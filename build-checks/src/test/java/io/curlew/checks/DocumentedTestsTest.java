package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the docs name exist, and the rows of the robustness tables are those that tests are tagged with. */
class DocumentedTestsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract)(?:\\.\\w+)?)`");
    private static final Pattern ROW = Pattern.compile("^\\| ([AFN]\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern ROW_TAG = Pattern.compile("[AFN]\\d+");

    private static final Set<String> TESTS = new TreeSet<>();
    private static final Set<String> TAGS = new TreeSet<>();

    @BeforeAll
    static void readTests() throws IOException {
        for (SourceFile file : SourceFile.all()) {
            if (file.isTest()) {
                read(file);
            }
        }
    }

    private static void read(SourceFile file) {
        new TreeScanner<Void, String>() {
            @Override
            public Void visitClass(ClassTree type, String outer) {
                TESTS.add(type.getSimpleName().toString());
                return super.visitClass(type, type.getSimpleName().toString());
            }

            @Override
            public Void visitMethod(MethodTree method, String type) {
                TESTS.add(type + "." + method.getName());
                return super.visitMethod(method, type);
            }

            @Override
            public Void visitAnnotation(AnnotationTree annotation, String type) {
                if (annotation.getAnnotationType().toString().equals("Tag")) {
                    annotation.getArguments().forEach(argument -> argument.accept(this, type));
                }
                return null;
            }

            @Override
            public Void visitLiteral(LiteralTree literal, String type) {
                if (literal.getValue() instanceof String text
                        && ROW_TAG.matcher(text).matches()) {
                    TAGS.add(text);
                }
                return null;
            }
        }.scan(file.tree(), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"robustness.md", "parity.md", "servers.md"})
    void theTestsThatAPageNamesExist(String page) throws IOException {
        Set<String> named = found(NAMED_TEST, page);
        assertThat(named).isNotEmpty();
        named.removeAll(TESTS);
        assertThat(named).isEmpty();
    }

    @Test
    void everyRowHasATestAndEveryTagARow() throws IOException {
        assertThat(found(ROW, "robustness.md")).isEqualTo(TAGS);
    }

    @Test
    void everyRowNamesATest() throws IOException {
        List<String> rows = Files.readAllLines(DOCS.resolve("robustness.md")).stream()
                .filter(line -> ROW.matcher(line).find())
                .toList();
        assertThat(rows).isNotEmpty().allMatch(row -> NAMED_TEST.matcher(row).find());
    }

    private static Set<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
