package io.curlew.interop.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.limits.LimitsPage.Cell;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The tables of a page are about the tests that there are, and about the versions that they run. */
public abstract class LimitsPageContract {
    private static final Pattern VERSION = Pattern.compile("([\\w.-]+) (\\d[\\w.]*)");

    private final LimitsPage page;
    private final List<Class<?>> contracts;
    private final List<String> notPinned;

    /**
     * @param page the page's file
     * @param contracts the classes with the tests
     * @param notPinned what comes with the system, whatever version that is
     */
    protected LimitsPageContract(String page, List<Class<?>> contracts, List<String> notPinned) {
        this.page = LimitsPage.read(page);
        this.contracts = contracts;
        this.notPinned = notPinned;
    }

    @Test
    void everyTestHasARowAndEveryRowATest() {
        List<String> tests = contracts.stream()
                .flatMap(contract -> Stream.of(contract.getDeclaredMethods()))
                .filter(LimitsPageContract::isTest)
                .map(test -> test.getDeclaringClass().getSimpleName() + "." + test.getName())
                .toList();
        assertThat(page.cells().stream().map(Cell::test).distinct()).containsExactlyInAnyOrderElementsOf(tests);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void everyCellIsYesOrNamesAReasonAndEveryReasonIsNamed() {
        List<Matcher> limits = page.cells().stream()
                .filter(cell -> !cell.text().equals("yes"))
                .map(cell -> LimitsPage.LIMIT.matcher(cell.text()))
                .toList();
        assertThat(limits).allMatch(Matcher::matches);
        assertThat(limits.stream().map(limit -> limit.group("reason")).collect(Collectors.toSet()))
                .isEqualTo(page.reasons().keySet());
    }

    @Test
    void theVersionsAreThoseThatAreRun() throws IOException {
        Map<String, String> versions = page.cells().stream()
                .map(Cell::column)
                .distinct()
                .flatMap(column -> VERSION.matcher(column).results())
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        versions.keySet().removeAll(notPinned);
        assertThat(versions).isNotEmpty();
        assertThat(pinned()).containsAllEntriesOf(versions);
    }

    private static Map<String, String> pinned() throws IOException {
        Map<String, String> pinned = new HashMap<>();
        find("requirements.txt", "(?m)^([\\w.-]+)==(\\S+)$", pinned);
        find("package.json", "\"(socket\\.io(?:-client)?)\": \"(\\S+)\"", pinned);
        find("pom.xml", "<artifactId>socket.io-(client)</artifactId>\\s*<version>(.+)</version>", pinned);
        find("src/test/rust/Cargo.toml", "(?m)^(rust_socketio) = \"=(\\S+)\"$", pinned);
        find("src/test/netty-socketio/pom.xml", "<artifactId>(netty-socketio)</artifactId>\\s*<version>(.+)</", pinned);
        return pinned;
    }

    private static void find(String file, String pattern, Map<String, String> pinned) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("basedir", "."), file));
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .forEach((MatchResult found) -> pinned.put(found.group(1), found.group(2)));
    }
}
