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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of Java in the docs is a piece of the examples, which the build compiles and runs. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
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
    void showsOnlyCodeThatRuns(Path page) throws IOException {
        Set<String> examples;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            examples = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> blocks(file, EXAMPLE).stream())
                    .collect(Collectors.toSet());
        }
        assertThat(blocks(page, BLOCK)).isSubsetOf(examples);
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
