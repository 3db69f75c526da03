package io.curlew.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a fault, {@code SUBJECT=FAULT[:ARGUMENT][,OPTION=VALUE...]}. Whoever reads them says which there may be.
 */
record FaultWords(String subject, String fault, Optional<String> argument, Map<String, String> options) {
    private static final Pattern SHAPE = Pattern.compile("([a-z]+)=([a-z0-9-]+)(?::([^,]*))?((?:,[a-z-]+=[^,]*)*)");

    static FaultWords parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new WrongUsage("not a fault such as handshakes=503,next=2 or answers=delayed:2s");
        }
        return new FaultWords(
                matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3)), options(matcher.group(4)));
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0 && options.putIfAbsent(option.substring(0, equals), option.substring(equals + 1)) != null) {
                throw new WrongUsage("'" + option.substring(0, equals) + "' is given twice");
            }
        }
        return options;
    }

    /** Returns what stands behind the colon, without which the fault is none. */
    <T> T argument(Function<String, T> reading) {
        return reading.apply(argument.filter(text -> !text.isEmpty())
                .orElseThrow(() -> new WrongUsage("'" + fault + "' needs a value after a colon")));
    }

    /** Returns what a fault is behind which no colon stands. */
    <T> T alone(Supplier<T> what) {
        if (argument.isPresent()) {
            throw new WrongUsage("'" + fault + "' takes no value");
        }
        return what.get();
    }

    <T> Optional<T> option(String name, Function<String, T> reading) {
        return Optional.ofNullable(options.get(name)).map(reading);
    }

    void refuseOptionsBut(Set<String> known) {
        options.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new WrongUsage("'" + name + "' can't be combined with " + subject + "=" + fault);
                });
    }

    static int some(String text) {
        return number(1, text);
    }

    static int any(String text) {
        return number(0, text);
    }

    private static int number(int least, String text) {
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least) {
            throw new WrongUsage("'" + text + "' is not a number of at least " + least);
        }
        return number;
    }
}
