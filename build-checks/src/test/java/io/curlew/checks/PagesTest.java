package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and merges do to pages: long lines, paragraphs that run together, and the same paragraph twice. */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final int LONGEST_LINE = 140;

    /** A shorter paragraph, such as "Curlew:" before an example, may come again. */
    private static final int SHORT = 60;

    private static final Pattern CODE = Pattern.compile("^ *```.*?^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NEITHER_TEXT_NOR_A_LINK = Pattern.compile("^(\\||#| *<)|^\\S*$|^[-* ]*\\S+$");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> others = Files.list(ROOT)) {
            return Stream.concat(docs, others)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noLineOfTextIsTooLong(Path page) throws IOException {
        assertThat(prose(page).lines())
                .filteredOn(line -> !NEITHER_TEXT_NOR_A_LINK.matcher(line).find())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_LINE));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noParagraphComesTwice(Path page) throws IOException {
        Set<String> seen = new HashSet<>();
        assertThat(prose(page).split("\n\n+"))
                .filteredOn(paragraph -> paragraph.length() > SHORT)
                .allSatisfy(paragraph -> assertThat(seen.add(paragraph))
                        .as("the first time: %s", paragraph)
                        .isTrue());
    }

    /** A decision begins with a sentence in bold, behind an empty line. */
    @ParameterizedTest
    @MethodSource("pages")
    void noParagraphRunsIntoTheNext(Path page) throws IOException {
        assertThat(prose(page)).doesNotContainPattern("(?m)^[^\\n]*[.:|]\\n\\*\\*[A-Z`]");
    }

    private static String prose(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }
}
