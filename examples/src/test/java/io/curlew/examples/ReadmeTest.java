package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/curlew/examples");

    @Test
    void theReadmeShowsTheExampleThatIsTested() throws IOException {
        String example = Files.readString(SOURCES.resolve("SocketIoExample.java"));
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(between("```java\n", "```\n", readme))
                .isEqualTo(between("// example: readme\n", "// end\n", example));
    }

    private static String between(String start, String end, String text) {
        int from = text.indexOf(start) + start.length();
        assertThat(from).isGreaterThanOrEqualTo(start.length());
        String region = text.substring(from, text.indexOf(end, from));
        return region.stripTrailing().stripIndent();
    }
}
