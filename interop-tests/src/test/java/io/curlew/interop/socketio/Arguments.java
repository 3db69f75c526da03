package io.curlew.interop.socketio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Arguments that an event or its answer may carry, one list a test. */
final class Arguments {

    private Arguments() {}

    static Stream<List<Object>> json() {
        return Stream.of(
                List.of(),
                List.of("one"),
                Collections.singletonList(null),
                Arrays.asList(true, false, null, 0, -1, 1.5, 1e100, 4294967296L, 9007199254740991L),
                List.of("", " ", "\"\\/\b\f\n\r\t\u0000\u001e\u007f", "a\u2028b\u2029"),
                List.of("grüße", "日本語", "😀👩‍👩‍👧", "e\u0301", "\ufeff", "\uffff"),
                List.of("123", "null", "{}", "[]", "1-[\"x\"]"),
                List.of(List.of(), Map.of(), List.of(List.of(List.of())), Map.of("a", Map.of("b", List.of(1)))),
                List.of(Map.of("", 1, "ü", 2, "__proto__x", 3, "_placeholder", false, "num", 0)),
                List.copyOf(IntStream.range(0, 100).boxed().toList()));
    }

    static Stream<List<Object>> binary() {
        return Stream.of(
                List.of(everyByte()),
                List.of(ByteBuffer.allocate(0)),
                List.of(ByteBuffer.allocate(0), ByteBuffer.allocate(0), "and text"),
                Arrays.asList(1, bytes(1, 2, 3), null, bytes(4), "x"),
                List.of(Map.of("a", List.of(bytes(1), Map.of("b", bytes(2))), "c", bytes(3))),
                IntStream.range(0, 10).<Object>mapToObj(i -> bytes(i, 0x1e, i)).toList(),
                List.of(bytes(0x1e), bytes('4', 'x'), bytes('b', 'A')));
    }

    static Stream<List<Object>> all() {
        return Stream.concat(json(), binary());
    }

    /** A megabyte of each kind. */
    static Stream<List<Object>> large() {
        return Stream.of(List.of("x".repeat(1_000_000)), List.of(megabyte()));
    }

    private static ByteBuffer everyByte() {
        return bytes(IntStream.range(0, 256).toArray());
    }

    private static ByteBuffer megabyte() {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }
}
