package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.BadPacket;
import io.curlew.testserver.OtherServer;
import io.curlew.testserver.Rule;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.raw.Hostile;
import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The test server can send what the page on robustness lists: its table says by what, and leaves nothing out. */
class CatalogueTest {
    private static final String HEADING = "## The same from the test server";
    private static final Pattern ROW = Pattern.compile("^\\| ([AN]\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern NAMED_ROW = Pattern.compile("\\b([AN]\\d+)\\b");
    private static final Pattern NAMED_MEMBER = Pattern.compile("`(\\w+\\.\\w+)`");
    private static final List<Class<?>> CATALOGUES =
            List.of(BadPacket.class, Hostile.class, Rule.class, OtherServer.class, TestServer.class);

    private static String page = "";
    private static String table = "";

    @BeforeAll
    static void readPage() throws IOException {
        page = Files.readString(Path.of("..", "docs", "robustness.md"));
        String behind = page.substring(page.indexOf(HEADING) + HEADING.length());
        table = behind.substring(behind.indexOf("\n|"), behind.indexOf("\n## "));
    }

    @Test
    void everyRowOfHostileInputIsInTheTable() {
        assertThat(found(NAMED_ROW, table)).isEqualTo(found(ROW, page));
    }

    @Test
    void everyBadPacketAndEveryAttackIsInTheTable() {
        assertThat(found(NAMED_MEMBER, table))
                .containsAll(Stream.of(BadPacket.values())
                        .map(packet -> "BadPacket." + packet)
                        .toList())
                .containsAll(Stream.of(OtherServer.values())
                        .map(server -> "OtherServer." + server)
                        .toList())
                .containsAll(Arrays.stream(Hostile.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(method -> "Hostile." + method.getName())
                        .toList());
    }

    @Test
    void whatTheTableNamesExists() {
        Set<String> members = CATALOGUES.stream()
                .flatMap(type -> Stream.<Member>concat(
                                Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredFields()))
                        .map(member -> type.getSimpleName() + "." + member.getName()))
                .collect(Collectors.toSet());
        assertThat(members).containsAll(found(NAMED_MEMBER, table));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
