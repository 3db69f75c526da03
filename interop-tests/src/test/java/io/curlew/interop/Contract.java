package io.curlew.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of {@code docs/delivery.md} that says what becomes of an event, as it is printed there. */
public final class Contract {
    private static final Path PAGE = Path.of("..", "docs", "delivery.md");
    private static final String STATE = "when it is emitted, the namespace is";

    private Contract() {}

    /**
     * One cell.
     *
     * @param state what the namespace is doing
     * @param kind the kind of emit
     * @param outcome what becomes of the event
     */
    public record Cell(String state, String kind, String outcome) {
        @Override
        public String toString() {
            return state + ", " + kind + ": " + outcome;
        }
    }

    /** Returns all cells, row by row. */
    public static Stream<Cell> cells() {
        List<List<String>> rows = rows();
        List<String> kinds = rows.get(0);
        return rows.stream().skip(2).flatMap(row -> cells(kinds, row));
    }

    private static Stream<Cell> cells(List<String> kinds, List<String> row) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 1; i < row.size(); i++) {
            cells.add(new Cell(row.get(0), kinds.get(i), row.get(i)));
        }
        return cells.stream();
    }

    private static List<List<String>> rows() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .dropWhile(line -> !line.startsWith("| " + STATE))
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .filter(cell -> !cell.isEmpty())
                            .toList())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
