package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec.BinarySink;
import io.curlew.socketio.protocol.Placeholders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Binary among JSON, which the command prints and reads as {@code {"$binary":"<base64>"}}, and for which the wire has
 * placeholders. One is put in the place of the other; all else stays as it was written.
 */
final class BinaryJson {
    private static final String KEY = "$binary";

    /** In valid JSON only an object begins like that: behind a brace within a string no quote opens another one. */
    private static final Pattern OBJECT = Pattern.compile(
            "\\{\\s*\"" + eachEscapedOrNot(KEY) + "\"\\s*:\\s*(?<base64>\"(?:[^\"\\\\]|\\\\.)*+\")\\s*\\}");

    /** As much as a client keeps of what came: one event is to take no more, however often it names an attachment. */
    private static final long MAX_REPEATED = 16 << 20;

    private final Set<byte[]> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private long repeated;

    private BinaryJson() {}

    private static String eachEscapedOrNot(String text) {
        return text.chars()
                .mapToObj(c ->
                        "(?:" + Pattern.quote(Character.toString(c)) + "|\\\\u00(?i:" + Integer.toHexString(c) + "))")
                .collect(Collectors.joining());
    }

    /** Returns JSON with placeholders for the binary in it, which the sink gets. */
    static String onTheWire(String json, BinarySink binaries) {
        return OBJECT.matcher(json)
                .replaceAll(object -> Matcher.quoteReplacement(bytes(object)
                        .map(bytes -> placeholder(binaries.add(ByteBuffer.wrap(bytes))))
                        .orElse(object.group())));
    }

    private static String placeholder(int num) {
        return "{\"_placeholder\":true,\"num\":" + num + "}";
    }

    /** Returns what JSON stands for that is binary as a whole. */
    static Optional<byte[]> bytes(String json) {
        Matcher object = OBJECT.matcher(json);
        return object.matches() ? bytes(object) : Optional.empty();
    }

    /** An object that only looks like binary is what it is. */
    private static Optional<byte[]> bytes(MatchResult object) {
        String base64 = Json.of(object.group(1)).asString().orElseThrow();
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String object(ByteBuffer bytes) {
        String base64 =
                UTF_8.decode(Base64.getEncoder().encode(bytes.duplicate())).toString();
        return "{\"" + KEY + "\":\"" + base64 + "\"}";
    }

    /** Returns each of the arguments as it came, with the binary that it had. */
    static List<String> texts(Args args) {
        BinaryJson binary = new BinaryJson();
        List<String> texts = new ArrayList<>(args.size());
        for (Object value : args.values()) {
            texts.add(binary.text(((Json) value)::text));
        }
        return texts;
    }

    /**
     * Returns JSON with the binary that it has.
     *
     * @param json gives the binary to a sink, and returns the text with placeholders
     */
    static String of(Function<BinarySink, String> json) {
        return new BinaryJson().text(json);
    }

    private String text(Function<BinarySink, String> json) {
        List<ByteBuffer> binaries = new ArrayList<>();
        String text = json.apply(bytes -> {
            binaries.add(bytes);
            return binaries.size() - 1;
        });
        return binaries.isEmpty() ? text : withBinary(text.getBytes(UTF_8), binaries);
    }

    private String withBinary(byte[] utf8, List<ByteBuffer> binaries) {
        Placeholders found = Placeholders.find(utf8, 0, utf8.length);
        StringBuilder text = new StringBuilder(utf8.length);
        int done = 0;
        for (int i = 0; i < found.count(); i++) {
            if (takeToShow(binaries.get(i))) {
                text.append(new String(utf8, done, found.start(i) - done, UTF_8))
                        .append(object(binaries.get(i)));
                done = found.end(i);
            }
        }
        return text.append(new String(utf8, done, utf8.length - done, UTF_8)).toString();
    }

    /** What came once is shown once. A peer can name it again in thirty bytes, however large it is. */
    @SuppressWarnings("ByteBufferBackingArray") // which array it is, and not what it holds
    private boolean takeToShow(ByteBuffer bytes) {
        if (!shown.add(bytes.array())) {
            repeated += bytes.remaining();
        }
        return repeated <= MAX_REPEATED;
    }
}
