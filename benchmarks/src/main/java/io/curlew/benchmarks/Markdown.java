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
    static String target(String what, Comparison found, OptionalDouble atMost) {
        return target(what, found.toString(), atMost, verdict(found.median(), atMost));
    }

    /** The same for one value, which may be missing. */
    static String target(String what, OptionalDouble value, OptionalDouble atMost) {
        if (value.isEmpty()) {
            return failedTarget(what, atMost);
        }
        String shown = String.format(Locale.ROOT, "%.2f", value.getAsDouble());
        return target(what, shown, atMost, verdict(value.getAsDouble(), atMost));
    }

    /** The same for a ratio with one that failed. */
    static String failedTarget(String what, OptionalDouble atMost) {
        return target(what, "", atMost, "failed");
    }

    /** That an interval touches a target says little: the median must meet it. */
    private static String verdict(double median, OptionalDouble atMost) {
        if (atMost.isEmpty()) {
            return "";
        }
        return median <= atMost.getAsDouble() ? "met" : "missed";
    }

    private static String target(String what, String value, OptionalDouble atMost, String met) {
        String most = atMost.isPresent() ? String.format(Locale.ROOT, "≤ %.2f", atMost.getAsDouble()) : "—";
        return String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", what, value, most, met);
    }
}
