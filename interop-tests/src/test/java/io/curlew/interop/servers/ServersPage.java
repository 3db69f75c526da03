package io.curlew.interop.servers;

import io.curlew.interop.Transports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/servers.md}: what each server can't do, and why. */
final class ServersPage {
    static final Pattern LIMIT = Pattern.compile("(?<how>no|not over polling) \\((?<reason>\\w)\\)");

    private static final Path PAGE = Installed.DIRECTORY.resolve(Path.of("..", "docs", "servers.md"));
    private static final Pattern REASON = Pattern.compile("^- \\((\\w)\\) (.*)$", Pattern.MULTILINE);

    /** One cell of a table, for a test and the server of a column. */
    record Cell(String test, String column, String text) {}

    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, String> reasons;

    private ServersPage(String text) {
        reasons = REASON.matcher(text)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        List<String> columns = List.of();
        for (List<String> line : tableLines(text)) {
            if (line.get(1).equals("test")) {
                columns = line;
            } else if (!line.get(1).startsWith("-")) {
                add(line, columns);
            }
        }
    }

    static ServersPage read() {
        try {
            return new ServersPage(Files.readString(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> tableLines(String text) {
        return text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private void add(List<String> line, List<String> columns) {
        for (int i = 2; i < columns.size(); i++) {
            cells.add(new Cell(line.get(1).replace("`", ""), columns.get(i), line.get(i)));
        }
    }

    List<Cell> cells() {
        return cells;
    }

    Map<String, String> reasons() {
        return reasons;
    }

    /**
     * Returns why the server can't do what the test wants.
     *
     * @param server the start of its column's name
     * @param transports none when the test takes all of them
     */
    Optional<String> whyNot(String test, String server, Optional<Transports> transports) {
        return cells.stream()
                .filter(cell -> cell.test().equals(test) && cell.column().startsWith(server))
                .map(cell -> LIMIT.matcher(cell.text()))
                .filter(limit -> limit.matches()
                        && (limit.group("how").equals("no") || transports.equals(Optional.of(Transports.POLLING))))
                .map(limit -> reasons.get(limit.group("reason")))
                .findFirst();
    }
}
