package io.curlew.socketio.jackson;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes JSON that is valid, and changes it so that it may not be. */
final class RandomJson {
    private static final String[] STRINGS = {
        "",
        "a",
        "é",
        "\u20ac",
        "\ud83d\ude00",
        "\u007f",
        "\u2028",
        "\\n",
        "\\\\",
        "\\\"",
        "\\/",
        "\\u0000",
        "\\uD800",
        "\\udc00",
        "\\ud83d\\ude00",
        "[",
        "}",
        ",",
        "_placeholder"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "0.0",
        "1.5",
        "-0.25",
        "1e5",
        "1E+5",
        "2e-7",
        "1.0E0",
        "9007199254740993",
        "123456789012345678901234567890",
        "0.1000000000000000055511151231257827"
    };
    // No NUL among them, which near the start makes Jackson see UTF-16.
    private static final String[] MUTATIONS = {
        "",
        "",
        "",
        ",",
        ":",
        "\"",
        "\\",
        "[",
        "]",
        "{",
        "}",
        "0",
        "1",
        "-",
        "+",
        ".",
        "e",
        "t",
        "null",
        "true",
        " ",
        "\t",
        "\n",
        "\u001f",
        "\u00a0",
        "\ufeff",
        "é",
        "\ud83d\ude00",
        "/*",
        "//",
        "#",
        "'",
        "NaN",
        "Infinity",
        "x",
        "\\u",
        "\\x",
        "\u0661",
        "]]",
        "{}",
        "[]",
        "\"a\":"
    };

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String array() {
        return space() + array(0) + space();
    }

    /** Puts something in the place of up to two characters, once or twice. */
    String mutate(String json) {
        String changed = json;
        for (int i = random.nextInt(2); i >= 0; i--) {
            int from = boundary(changed, random.nextInt(changed.length() + 1));
            int to = boundary(changed, Math.min(changed.length(), from + random.nextInt(3)));
            changed = changed.substring(0, from) + pick(MUTATIONS) + changed.substring(to);
        }
        return changed;
    }

    private static int boundary(String text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at + 1 : at;
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> pick(NUMBERS);
            case 3, 4 -> string();
            case 5 -> array(depth + 1);
            default -> "{" + space() + list(() -> string() + space() + ":" + space() + value(depth + 1)) + "}";
        };
    }

    private String array(int depth) {
        return "[" + space() + list(() -> value(depth + 1)) + "]";
    }

    private String list(Supplier<String> item) {
        return Stream.generate(() -> item.get() + space())
                .limit(random.nextInt(4))
                .collect(Collectors.joining("," + space()));
    }

    private String string() {
        return Stream.generate(() -> pick(STRINGS))
                .limit(random.nextInt(4))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private String space() {
        return random.nextInt(6) == 0 ? pick(new String[] {" ", "\t", "\n", "\r", " \n "}) : "";
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
