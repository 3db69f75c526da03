package io.curlew.interop.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.interop.Scale;
import io.curlew.testserver.raw.HttpAnswer;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawScript;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What grows the most when it is decoded, for each decoder, and is within every limit on what comes: who takes it, how
 * it arrives, and what becomes of it. {@link AmplifiedProgram} says that.
 */
final class Amplifications {
    /** Below an eighth of a heap of 64 MB, which is the most that a message may have. */
    private static final int SIZE = 7_500_000;

    private static final int CHUNK = 10_000;
    private static final String JOINED = "40{\"sid\":\"s\"}";
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private static final byte[] UPGRADES =
            filled("0{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":1,\"upgrades\":[{}", ",{}", "]}");

    private Amplifications() {}

    /** Returns one for each decoder; in a thorough build also the siblings that were found to be well. */
    static Stream<Arguments> all() {
        return Stream.concat(
                Stream.of(engine(), events(), joining()).flatMap(List::stream),
                Stream.of(moreMessages(), headers(), morePackets())
                        .flatMap(List::stream)
                        .limit(Scale.of(0, Integer.MAX_VALUE)));
    }

    private static List<Arguments> engine() {
        String tooLarge = "an open packet may carry at most 8192 bytes";
        byte[] messages = filled("4", "\u001e4", "");
        byte[] bomb = RawFrame.of(RawFrame.TEXT, deflated("4" + "x".repeat(SIZE - 1)))
                .rsv(4)
                .bytes();
        return List.of(
                arguments("an open packet", "messages", "polling", Deliveries.open(UPGRADES), tooLarge),
                arguments("an open frame", "messages", "websocket", Deliveries.openFrame(UPGRADES), tooLarge),
                arguments(
                        "later open packets",
                        "packets",
                        "polling",
                        polls(UPGRADES, UPGRADES),
                        "received 3, to the end"),
                arguments(
                        "later open frames",
                        "messages",
                        "websocket",
                        frames(UPGRADES, UPGRADES),
                        "received 0, to the end"),
                arguments("empty messages", "messages", "polling", polls(messages), all(SIZE / 2)),
                arguments("empty messages for a view", "view", "polling", polls(messages), all(SIZE / 2)),
                arguments("noops", "packets", "polling", polls(filled("6", "\u001e6", "")), all(1 + SIZE / 2)),
                arguments(
                        "the data of a ping",
                        "messages",
                        "polling",
                        polls(filled("2€", "x", "")),
                        "a ping or pong may carry at most 125 bytes"),
                arguments(
                        "messages that inflate",
                        "messages",
                        "websocket",
                        Deliveries.deflated(repeated(bomb, 30)),
                        "received 30, to the end"));
    }

    private static List<Arguments> events() {
        byte[] attachment = RawFrame.binary(new byte[SIZE]).bytes();
        return List.of(
                arguments(
                        "events",
                        "events",
                        "polling",
                        polls(JOINED, filled("42[\"a\"]", "\u001e42[\"a\"]", "")),
                        all(SIZE / 8)),
                arguments("arguments", "events", "polling", polls(JOINED, args(""), args(""), args("")), all(3)),
                arguments(
                        "an acknowledgement",
                        "events",
                        "polling",
                        polls(JOINED, filled("430[0", ",0", "]")),
                        "to the end"),
                arguments(
                        "an event's name",
                        "events",
                        "polling",
                        polls(JOINED, filled("42[\"€", "x", "\"]")),
                        "parse error: an event's name may have at most 16384 bytes"),
                arguments(
                        "a namespace",
                        "events",
                        "polling",
                        polls(JOINED, filled("42/€", "x", ",[\"a\"]")),
                        "parse error: a namespace may have at most 16384 bytes"),
                arguments(
                        "a last argument that may be an offset",
                        "events",
                        "websocket",
                        frames("40{\"sid\":\"s\",\"pid\":\"p\"}", filled("42[\"a\",\"€", "x", "\"]"), args("")),
                        all(2)),
                arguments(
                        "ten attachments",
                        "events",
                        "websocket",
                        Deliveries.frames(text(JOINED), text("4510-[\"a\"]"), repeated(attachment, 10)),
                        "parse error: a packet and its attachments may have"),
                arguments("all at once", "events", "websocket", allAtOnce(), all(3)));
    }

    /**
     * The listeners' share of the memory is used up, and that of early events, and that of a packet without its
     * attachments.
     */
    private static RawScript allAtOnce() {
        return Deliveries.frames(
                text(JOINED),
                text("40/a,{\"sid\":\"a\"}"),
                text(args("")),
                text(args("/a,")),
                text(args("/b,")),
                text(args("/b,")),
                text("451-[\"a\",\"" + "x".repeat(SIZE / 2) + "\"]"),
                RawFrame.binary(new byte[SIZE / 2]).bytes());
    }

    private static List<Arguments> joining() {
        return List.of(
                arguments(
                        "the fields of an answer",
                        "events",
                        "polling",
                        polls(filled("40{\"\":0", ",\"\":0", "}")),
                        "NO_SESSION_ID"),
                arguments(
                        "a session id",
                        "events",
                        "polling",
                        polls(filled("40{\"sid\":\"€", "x", "\"}")),
                        "NO_SESSION_ID"),
                arguments(
                        "the message of a refusal",
                        "events",
                        "polling",
                        polls(filled("44{\"message\":\"€", "x", "\"}")),
                        "REFUSED: The server refuses the namespace /: €xxx"),
                arguments(
                        "the message of a disconnect",
                        "events",
                        "polling",
                        polls(JOINED, filled("41{\"message\":\"€", "x", "\"}")),
                        "io server disconnect"),
                arguments(
                        "early events of several namespaces",
                        "events",
                        "websocket",
                        frames(args(""), args("/a,"), args("/b,"), args("/b,")),
                        "LOST: The connection was lost before the server answered for the namespace /: parse error"));
    }

    private static List<Arguments> moreMessages() {
        byte[] large = filled("4", "x", "");
        byte[] empty = repeated(text("4"), 1_000_000);
        return List.of(
                arguments("large messages", "messages", "websocket", frames(large, large, large, large), all(4)),
                arguments(
                        "large bodies in chunks",
                        "messages",
                        "polling",
                        Deliveries.polls(chunked(large), chunked(large)),
                        all(2)),
                arguments(
                        "empty binary messages",
                        "messages",
                        "polling",
                        polls(filled("b", "\u001eb", "")),
                        all(SIZE / 2)),
                arguments("empty frames", "messages", "websocket", Deliveries.frames(empty), all(1_000_000)),
                arguments("empty frames for a view", "view", "websocket", Deliveries.frames(empty), all(1_000_000)));
    }

    private static List<Arguments> headers() {
        HttpAnswer refusal = HttpAnswer.of(400)
                .header("Content-Type", "application/json")
                .body(filled("{\"code\":1,\"message\":[{}", ",{}", "]}"));
        HttpAnswer headers = message();
        HttpAnswer cookies = message();
        for (int i = 0; i < 500; i++) {
            headers = headers.header("a" + i % 10, "");
            cookies = cookies.header("Set-Cookie", "c" + i + "=v");
        }
        HttpAnswer attributes = message().header("Set-Cookie", "a=b" + ";a".repeat(7000));
        return List.of(
                arguments("a refusal", "messages", "polling", Deliveries.polls(refusal), "the server answered 400"),
                arguments("headers", "messages", "polling", Deliveries.polls(many(headers)), all(100)),
                arguments("cookies", "messages", "polling", Deliveries.polls(many(cookies)), all(100)),
                arguments(
                        "attributes of cookies", "messages", "polling", Deliveries.polls(many(attributes)), all(100)));
    }

    private static HttpAnswer message() {
        return HttpAnswer.text(200, "4x");
    }

    private static HttpAnswer[] many(HttpAnswer answer) {
        HttpAnswer[] all = new HttpAnswer[100];
        Arrays.fill(all, answer);
        return all;
    }

    private static List<Arguments> morePackets() {
        byte[] empty = RawFrame.binary(new byte[0]).bytes();
        byte[] placeholders = concat(text(filled("451-[\"a\"", "," + PLACEHOLDER, "]")), empty);
        byte[] tenth = RawFrame.binary(new byte[SIZE / 11]).bytes();
        byte[] whole = concat(text("4510-[\"a\"," + PLACEHOLDER + "]"), repeated(tenth, 10));
        return List.of(
                arguments(
                        "nested arguments",
                        "events",
                        "websocket",
                        frames(JOINED, filled("42[\"a\",[0", ",[[]]", "]]")),
                        all(1)),
                arguments(
                        "placeholders",
                        "events",
                        "websocket",
                        Deliveries.frames(text(JOINED), placeholders, placeholders),
                        all(2)),
                arguments(
                        "ten attachments that fit",
                        "events",
                        "websocket",
                        Deliveries.frames(text(JOINED), repeated(whole, 10)),
                        all(10)),
                arguments(
                        "the fields of a disconnect",
                        "events",
                        "polling",
                        polls(JOINED, filled("41{\"\":0", ",\"\":0", "}")),
                        "io server disconnect"),
                arguments(
                        "the fields of a refusal",
                        "events",
                        "polling",
                        polls(filled("44{\"\":0", ",\"\":0", "}")),
                        "REFUSED: The server refuses the namespace /"));
    }

    private static String all(int count) {
        return "received " + count + ", to the end";
    }

    // ---- what is sent

    /** Returns text of the greatest size that is made of these. */
    private static byte[] filled(String start, String item, String end) {
        int length = item.getBytes(UTF_8).length;
        return (start + item.repeat((SIZE - start.length() - end.length()) / length) + end).getBytes(UTF_8);
    }

    private static byte[] args(String namespace) {
        return filled("42" + namespace + "[\"a\"", ",0", "]");
    }

    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(UTF_8));
        byte[] out = new byte[SIZE];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4); // without the mark of the flush (RFC 7692, section 7.2.1)
    }

    private static byte[] text(byte[] payload) {
        return RawFrame.of(RawFrame.TEXT, payload).bytes();
    }

    private static byte[] text(String payload) {
        return RawFrame.text(payload).bytes();
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[][] pieces = new byte[times][];
        Arrays.fill(pieces, piece);
        return concat(pieces);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(Object payload) {
        return payload instanceof String text ? text.getBytes(UTF_8) : (byte[]) payload;
    }

    /** @param payloads strings or arrays of bytes */
    private static RawScript polls(Object... payloads) {
        return Deliveries.polls(Arrays.stream(payloads)
                .map(payload -> HttpAnswer.text(200, "").body(bytes(payload)))
                .toArray(HttpAnswer[]::new));
    }

    /** @param payloads strings or arrays of bytes */
    private static RawScript frames(Object... payloads) {
        return Deliveries.frames(
                Arrays.stream(payloads).map(payload -> text(bytes(payload))).toArray(byte[][]::new));
    }

    private static HttpAnswer chunked(byte[] body) {
        String[] chunks = new String[(body.length + CHUNK - 1) / CHUNK];
        for (int i = 0; i < chunks.length; i++) {
            int from = i * CHUNK;
            chunks[i] = new String(body, from, Math.min(CHUNK, body.length - from), UTF_8);
        }
        return HttpAnswer.of(200).chunked(chunks);
    }
}
