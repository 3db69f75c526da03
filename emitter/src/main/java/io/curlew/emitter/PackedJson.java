package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Writes a value of a MessagePack text as JSON: the arguments of an answer are read as those of any event. */
final class PackedJson {
    private static final int MAX_DEPTH = 512; // as the parser has it
    private static final int TIMESTAMP = -1;

    private final byte[] bytes;
    private final StringBuilder json;
    private final List<byte[]> attachments;
    private final long maxChars;
    private int depth;

    /** @param maxChars how long the JSON may become: a placeholder is much longer than what it stands for may be */
    PackedJson(byte[] bytes, StringBuilder json, List<byte[]> attachments, long maxChars) {
        this.bytes = bytes;
        this.json = json;
        this.attachments = attachments;
        this.maxChars = maxChars;
    }

    /**
     * Writes the value at an offset. Returns what is behind it.
     *
     * @throws ParseException when it can't be JSON
     */
    int value(int at) {
        PackedToken token = PackedToken.at(bytes, at);
        if (json.length() > maxChars) {
            throw new TooLargeException(maxChars);
        }
        switch (token.kind()) {
            case NIL -> json.append("null");
            case BOOLEAN -> json.append(token.number() == 1);
            case INTEGER -> json.append(token.number());
            case UNSIGNED -> json.append(Long.toUnsignedString(token.number()));
            case FLOATING -> floating(Double.longBitsToDouble(token.number()));
            case TEXT -> JavaScriptJson.quote(text(token), json);
            case BINARY -> binary(token);
            case EXTENSION -> timestamp(token);
            case ARRAY, MAP -> {
                return nested(token);
            }
        }
        return token.next() + token.count();
    }

    private int nested(PackedToken token) {
        if (++depth > MAX_DEPTH) {
            throw new ParseException("nested deeper than " + MAX_DEPTH, token.next());
        }
        int behind = token.kind() == PackedToken.Kind.MAP ? map(token) : array(token);
        depth--;
        return behind;
    }

    private int array(PackedToken token) {
        int at = token.next();
        json.append('[');
        for (int i = 0; i < token.count(); i++) {
            json.append(i == 0 ? "" : ",");
            at = value(at);
        }
        json.append(']');
        return at;
    }

    private int map(PackedToken token) {
        int at = token.next();
        json.append('{');
        for (int i = 0; i < token.count(); i++) {
            json.append(i == 0 ? "" : ",");
            if (PackedToken.at(bytes, at).kind() != PackedToken.Kind.TEXT) {
                throw new ParseException("a key that is not a string", at);
            }
            at = value(at);
            json.append(':');
            at = value(at);
        }
        json.append('}');
        return at;
    }

    private String text(PackedToken token) {
        return new String(bytes, token.next(), token.count(), UTF_8);
    }

    private void binary(PackedToken token) {
        json.append("{\"_placeholder\":true,\"num\":")
                .append(attachments.size())
                .append('}');
        attachments.add(Arrays.copyOfRange(bytes, token.next(), token.next() + token.count()));
    }

    /** As JSON.stringify has it. */
    private void floating(double value) {
        json.append(Double.isFinite(value) ? Numbers.json(value) : "null");
    }

    /** A Date, which is a string in JSON. */
    private void timestamp(PackedToken token) {
        if (token.number() != TIMESTAMP || (token.count() != 4 && token.count() != 8 && token.count() != 12)) {
            throw new ParseException("an extension of MessagePack that is not a timestamp", token.next());
        }
        JavaScriptJson.quote(instant(token).toString(), json);
    }

    /** 32 bits of seconds; or 30 of nanoseconds and 34 of seconds; or 32 of nanoseconds and 64 of seconds. */
    private Instant instant(PackedToken token) {
        int size = Math.min(8, token.count());
        long last = PackedToken.unsigned(bytes, token.next() + token.count() - size, size);
        return switch (token.count()) {
            case 4 -> instant(last, 0, token);
            case 8 -> instant(last & ((1L << 34) - 1), last >>> 34, token);
            default -> instant(last, PackedToken.unsigned(bytes, token.next(), 4), token);
        };
    }

    private static Instant instant(long seconds, long nanos, PackedToken token) {
        if (nanos > 999_999_999 || seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            throw new ParseException("a malformed timestamp", token.next());
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
