package io.curlew.cli;

import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Pattern FAULT = Pattern.compile("([^=]+)=([^:]+)(?::(.*))?", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("([^=]+)=(.*)", Pattern.DOTALL);

    static FaultWords parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        Matcher first = matched(FAULT, parts.get(0), text);
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            Matcher option = matched(OPTION, part, text);
            if (options.putIfAbsent(option.group(1), option.group(2)) != null) {
                throw new WrongUsage("'" + option.group(1) + "' is given twice");
            }
        }
        return new FaultWords(first.group(1), first.group(2), Optional.ofNullable(first.group(3)), options);
    }

    private static Matcher matched(Pattern shape, String part, String text) {
        Matcher matcher = shape.matcher(part);
        if (!matcher.matches()) {
            throw new WrongUsage("'" + text + "' is not a fault such as handshakes=503,next=2 or answers=delayed:2s");
        }
        return matcher;
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

    void refuseOptionsBut(List<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new WrongUsage(subject + "=" + fault + " can't have the option '" + name + "', only: "
                        + String.join(", ", known));
            }
        }
    }

    void refuseBoth(String name, String other) {
        if (options.keySet().containsAll(Set.of(name, other))) {
            throw new WrongUsage("'" + name + "' can't be combined with '" + other + "'");
        }
    }
}
