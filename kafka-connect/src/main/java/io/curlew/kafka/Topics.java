package io.curlew.kafka;

import java.util.regex.Pattern;

/** What Kafka takes for the name of a topic. */
final class Topics {
    private static final int LONGEST = 249;
    private static final Pattern IMPOSSIBLE = Pattern.compile("[^a-zA-Z0-9._-]");

    private Topics() {}

    /** Replaces the characters that no topic can have. */
    static String possible(String text) {
        return IMPOSSIBLE.matcher(text).replaceAll("_");
    }

    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && !name.equals(".")
                && !name.equals("..")
                && !IMPOSSIBLE.matcher(name).find();
    }
}
