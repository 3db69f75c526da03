package io.curlew.interop.emitter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls with any values that JavaScript knows exactly. */
final class RandomCalls {
    private static final List<String> METHODS = List.of(
            "emit", "emit", "emit", "emit", "socketsJoin", "socketsLeave", "disconnectSockets", "serverSideEmit");
    private static final List<String> PIECES =
            List.of("a", "room", "é", "😀", "\"", "\\", "\n", "\u0001", "\u007f", "\u2028", "x".repeat(40), "{}", "");

    private final SplittableRandom random;

    RandomCalls(long seed) {
        this.random = new SplittableRandom(seed);
    }

    EmitCall next() {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        boolean event = method.equals("emit");
        Map<String, Boolean> flags = new LinkedHashMap<>();
        if (event && random.nextInt(3) == 0) {
            flags.put("volatile", true);
        }
        if (event && random.nextInt(3) == 0) {
            flags.put("compress", random.nextBoolean());
        }
        String namespace = random.nextBoolean() ? "/" : "/admin";
        if (method.equals("serverSideEmit")) {
            return new EmitCall(namespace, List.of(), List.of(), Map.of(), method, event());
        }
        return new EmitCall(namespace, some(2, this::text), some(2, this::text), flags, method, args(method));
    }

    private List<Object> args(String method) {
        return switch (method) {
            case "disconnectSockets" -> List.of(random.nextBoolean());
            case "socketsJoin", "socketsLeave" ->
                List.of(Stream.concat(Stream.of("r"), some(2, this::text).stream())
                        .toList());
            default -> event();
        };
    }

    private List<Object> event() {
        List<Object> args = new ArrayList<>(List.of("event " + text()));
        args.addAll(some(4, () -> value(3)));
        return args;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> text();
            case 1 -> random.nextLong(1L << random.nextInt(1, 53)) * (random.nextBoolean() ? 1 : -1);
            case 2 -> fraction();
            case 3 -> random.nextBoolean();
            case 4 -> bytesOrText();
            case 5 -> some(3, () -> value(depth - 1));
            default -> map(depth);
        };
    }

    /** Never a whole number: what these become beyond 64 bits is garbled by the official emitter. */
    private Object fraction() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) && Math.abs(value) < 0x1p50 ? (Object) value : (Object) 0.1;
    }

    /** Most events have no binary, and are JSON then. */
    private Object bytesOrText() {
        return random.nextInt(10) == 0 ? bytes() : text();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        // JavaScript puts keys that are numbers first.
        IntStream.range(0, random.nextInt(20)).forEach(i -> map.put("key " + i + text(), value(depth - 1)));
        return map;
    }

    private String text() {
        return String.join("", some(4, () -> PIECES.get(random.nextInt(PIECES.size()))));
    }

    private <T> List<T> some(int most, Supplier<T> value) {
        return Stream.generate(value).limit(random.nextInt(most + 1)).toList();
    }
}
