package io.curlew.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages of {@code docs/cli} show is what the command prints. With {@code -Dtranscripts.update} it is written
 * into them: {@code mvn verify -pl cli -am -Dit.test=TranscriptsIT -Dtranscripts.update}.
 */
class TranscriptsIT {
    private static final Path PAGES = Path.of("..", "docs", "cli");
    private static final String BEGIN = "```console";
    private static final String END = "```";

    @TempDir
    private Path directory;

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void eachCommandHasAPage() throws Exception {
        assertThat(pages())
                .containsExactlyInAnyOrderElementsOf(
                        CurlewTest.commands().map(name -> name + ".md").toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    @Execution(ExecutionMode.CONCURRENT)
    void aPageShowsWhatTheCommandPrints(String name) throws Exception {
        Path page = PAGES.resolve(name);
        String written = Files.readString(page);
        String now = text(rerun(blocks(written.lines().toList())));
        if (System.getProperty("transcripts.update") != null) {
            Files.writeString(page, now);
        } else {
            assertThat(now)
                    .as("%s: run with -Dtranscripts.update, and look at what it changes", name)
                    .isEqualTo(written);
        }
    }

    /** Either text or a transcript, with the lines that enclose it. */
    private static List<List<String>> blocks(List<String> lines) {
        List<List<String>> blocks = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : lines) {
            if (line.equals(BEGIN)) {
                blocks.add(new ArrayList<>());
            }
            List<String> last = blocks.get(blocks.size() - 1);
            last.add(line);
            if (line.equals(END) && last.get(0).equals(BEGIN)) {
                blocks.add(new ArrayList<>());
            }
        }
        return blocks;
    }

    private List<List<String>> rerun(List<List<String>> blocks) {
        List<List<String>> now = new ArrayList<>();
        try (Shell shell = new Shell(directory)) {
            for (List<String> block : blocks) {
                now.add(block.isEmpty() || !block.get(0).equals(BEGIN) ? block : rerun(block, shell));
            }
            shell.server()
                    .ifPresent(server -> now.replaceAll(block -> isOf(server, block) ? printed(block, shell) : block));
        }
        return now;
    }

    private static boolean isOf(String server, List<String> block) {
        return block.contains("$ " + server);
    }

    /** What a server prints, in a block of its own, is complete when all others are done. */
    private static List<String> printed(List<String> block, Shell shell) {
        return Stream.of(List.of(block.get(0), block.get(1)), shell.serverOutput(), List.of(END))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> rerun(List<String> transcript, Shell shell) {
        List<String> now = new ArrayList<>();
        now.add(BEGIN);
        for (int at = 1; at < transcript.size() - 1; at++) {
            String line = transcript.get(at);
            if (line.startsWith("$ ")) {
                now.add(line);
                now.addAll(shell.run(line.substring(2), output(transcript, at + 1)));
            }
        }
        now.add(END);
        return now;
    }

    private static List<String> output(List<String> transcript, int from) {
        return transcript.subList(from, transcript.size() - 1).stream()
                .takeWhile(line -> !line.startsWith("$ "))
                .toList();
    }

    private static String text(List<List<String>> blocks) {
        return blocks.stream().flatMap(List::stream).map(line -> line + "\n").collect(joining());
    }
}
