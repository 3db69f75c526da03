package io.curlew.interop.limits;

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

/** A page of {@code docs} with tables of what each server, or client, can't do, and why. */
final class LimitsPage {
    static final Pattern LIMIT = Pattern.compile("(?<how>no|(?:not|only) over polling) \\((?<reason>\\w)\\)");

    private static final Path PAGES = Path.of(System.getProperty("basedir", "."), "..", "docs");
    private static final Pattern REASON = Pattern.compile("^- \\((\\w)\\) (.*)$", Pattern.MULTILINE);

    /** One cell of a table, for a test and the server of a column. */
    record Cell(String test, String column, String text) {}

    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, String> reasons;

    private LimitsPage(String text) {
        reasons = REASON.matcher(text)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        List<String> columns = List.of();
        for (List<String> line : text.lines().map(LimitsPage::cellsOf).toList()) {
            if (line.size() > 1 && line.get(1).equals("test")) {
                columns = line;
            } else if (line.size() < columns.size()) { // the table has ended
                columns = List.of();
            } else if (!columns.isEmpty() && !line.get(1).startsWith("-")) {
                add(line, columns);
            }
        }
    }

    static LimitsPage read(String name) {
        try {
            return new LimitsPage(Files.readString(PAGES.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the cells of a table's line; one for any other line. */
    private static List<String> cellsOf(String line) {
        return line.startsWith("|")
                ? Stream.of(line.substring(1).split("\\|")).map(String::strip).toList()
                : List.of(line);
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
     * Returns why the peer can't do what the test wants.
     *
     * @param peer the start of its column's name
     * @param transports none when the test takes all of them
     */
    Optional<String> whyNot(String test, String peer, Optional<Transports> transports) {
        return cells.stream()
                .filter(cell -> cell.test().equals(test) && cell.column().startsWith(peer))
                .map(cell -> LIMIT.matcher(cell.text()))
                .filter(limit -> limit.matches() && concerns(limit.group("how"), transports))
                .map(limit -> reasons.get(limit.group("reason")))
                .findFirst();
    }

    private static boolean concerns(String how, Optional<Transports> transports) {
        boolean polling = transports.equals(Optional.of(Transports.POLLING));
        return how.equals("no") || polling == how.equals("not over polling");
    }
}
