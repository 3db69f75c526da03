package io.curlew.engineio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The JSON object in an open packet (Engine.IO protocol 4, section "Handshake"). */
public final class HandshakeCodec {
    /** Sixty times what the reference server sends, and a sid of 1024 characters fits, however they are spelt. */
    private static final int MAX_SIZE = 8 * 1024;

    private static final int MAX_SID_LENGTH = 1024;
    private static final long MAX_MILLIS = Duration.ofHours(24).toMillis();
    private static final Set<String> FIELDS = Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");

    private HandshakeCodec() {}

    /**
     * Decodes the data of an open packet.
     *
     * @throws ProtocolException if it has more than 8 KiB or is not UTF-8, or if a field is missing, has another type
     *     or is out of range
     */
    public static Handshake decode(byte[] json) {
        if (json.length > MAX_SIZE) {
            throw new ProtocolException(
                    "invalid handshake: an open packet may carry at most " + MAX_SIZE + " bytes", 0);
        }
        int invalid = Utf8.firstInvalid(json, 0, json.length);
        if (invalid >= 0) { // a replacement character would pass for the sid's, and its offset for another one
            throw new ProtocolException("invalid handshake: text must be well-formed UTF-8", invalid);
        }
        JsonObject object = JsonObject.parse(json, FIELDS);
        String sid = object.string("sid");
        if (sid.isEmpty() || sid.length() > MAX_SID_LENGTH) {
            throw new ProtocolException("invalid handshake: \"sid\" must have 1 to 1024 characters", 0);
        }
        if (!UTF_8.newEncoder().canEncode(sid)) { // each request would name another session
            throw new ProtocolException("invalid handshake: \"sid\" has an unpaired surrogate", 0);
        }
        return new Handshake(
                sid,
                object.strings("upgrades"),
                Duration.ofMillis(object.wholeNumber("pingInterval", 1, MAX_MILLIS)),
                Duration.ofMillis(object.wholeNumber("pingTimeout", 1, MAX_MILLIS)),
                maxPayload(object));
    }

    private static OptionalLong maxPayload(JsonObject object) {
        return object.has("maxPayload")
                ? OptionalLong.of(object.wholeNumber("maxPayload", 1, Long.MAX_VALUE))
                : OptionalLong.empty();
    }

    /** Encodes a handshake, as the reference server does. */
    public static byte[] encode(Handshake handshake) {
        StringBuilder json = new StringBuilder("{\"sid\":");
        quote(json, handshake.sid());
        json.append(",\"upgrades\":[");
        List<String> upgrades = handshake.upgrades();
        for (int i = 0; i < upgrades.size(); i++) {
            json.append(i == 0 ? "" : ",");
            quote(json, upgrades.get(i));
        }
        json.append("],\"pingInterval\":").append(handshake.pingInterval().toMillis());
        json.append(",\"pingTimeout\":").append(handshake.pingTimeout().toMillis());
        handshake
                .maxPayload()
                .ifPresent(limit -> json.append(",\"maxPayload\":").append(limit));
        return json.append('}').toString().getBytes(UTF_8);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || isUnpaired(text, i)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** Half of a character, which UTF-8 can't say. */
    private static boolean isUnpaired(String text, int index) {
        int character = text.codePointAt(index);
        boolean second = index > 0 && Character.isSupplementaryCodePoint(text.codePointAt(index - 1));
        return character <= Character.MAX_VALUE && Character.isSurrogate((char) character) && !second;
    }
}
