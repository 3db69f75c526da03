package io.curlew.kafka;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of events, with {@code *} for any text. */
final class NamePatterns {
    private final Pattern any;

    NamePatterns(List<String> patterns) {
        this.any = Pattern.compile(
                patterns.stream().map(NamePatterns::regex).collect(Collectors.joining("|")), Pattern.DOTALL);
    }

    private static String regex(String pattern) {
        return Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    boolean match(String name) {
        return any.matcher(name).matches();
    }
}
