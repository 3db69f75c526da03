package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program in the docs, in Java or Kotlin, is a piece of the examples, which are compiled and run. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> SOURCES =
            List.of(Path.of("src"), Path.of("kotlin", "src"), Path.of("spring-boot", "src"));

    /** What is Kotlin and begins with neither an import nor an annotation is a line of a build file. */
    private static final Pattern BLOCK = Pattern.compile("```(?:java\n|kotlin\n(?=import|@))(.*?)```", Pattern.DOTALL);

    private static final Pattern EXAMPLE =
            Pattern.compile("^ *// example: [^\n]*\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md")
                            && !blocks(page, BLOCK).isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsOnlyCodeThatRuns(Path page) {
        Set<String> examples = SOURCES.stream()
                .flatMap(DocsTest::programs)
                .flatMap(file -> blocks(file, EXAMPLE).stream())
                .collect(Collectors.toSet());
        assertThat(blocks(page, BLOCK)).isSubsetOf(examples);
    }

    @Test
    void theServiceThatRunsInSpringBootIsTheOneThatIsTestedHere() {
        String file = "PriceFeed.java";
        assertThat(blocks(Path.of("spring-boot/src/main/java/com/example/prices", file), EXAMPLE))
                .isEqualTo(blocks(Path.of("src/main/java/io/curlew/examples", file), EXAMPLE));
    }

    private static Stream<Path> programs(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".java") || file.toString().endsWith(".kt"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks(Path file, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1).stripTrailing().stripIndent())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
