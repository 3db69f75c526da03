package io.curlew.benchmarks;

import java.util.Locale;
import java.util.regex.Pattern;

/** Rows of tables. */
final class Markdown {
    private static final Pattern NOT_IN_A_CELL = Pattern.compile("[|\\s]+");

    private Markdown() {}

    /** Returns the row of one that did not do it. */
    static String failed(String label, Exception why, int columns) {
        String reason = NOT_IN_A_CELL.matcher(String.valueOf(why.getMessage())).replaceAll(" ");
        return String.format(Locale.ROOT, "| %s | failed: %s |%s%n", label, reason, " |".repeat(columns - 2));
    }
}
