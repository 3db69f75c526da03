package io.curlew.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;
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

    /** Returns the head of a table of targets, with a line before it that parts it from what is above. */
    static String targets(String what, String value) {
        return String.format(Locale.ROOT, "%n| %s | %s | target | |%n|---|---|---|---|%n", what, value);
    }

    /** Returns a row in a table of targets, of which some are only shown. */
    static String target(String what, Ratio ratio, OptionalDouble atMost) {
        String met = ratio.meets(atMost.orElse(Double.POSITIVE_INFINITY)) ? "met" : "missed";
        return target(what, ratio.toString(), atMost, atMost.isPresent() ? met : "");
    }

    /** The same for a value that was measured once, or not at all. */
    static String target(String what, OptionalDouble value, double atMost) {
        String met = value.orElse(0) <= atMost ? "met" : "missed";
        String shown = value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "";
        return target(what, shown, OptionalDouble.of(atMost), value.isPresent() ? met : "failed");
    }

    /** The same for a ratio with one that failed. */
    static String failedTarget(String what, OptionalDouble atMost) {
        return target(what, "", atMost, "failed");
    }

    private static String target(String what, String value, OptionalDouble atMost, String met) {
        String most = atMost.isPresent() ? String.format(Locale.ROOT, "≤ %.2f", atMost.getAsDouble()) : "—";
        return String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", what, value, most, met);
    }
}
