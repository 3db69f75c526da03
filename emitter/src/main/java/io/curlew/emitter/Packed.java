package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One value of a MessagePack text that a peer sent. It is looked at where it lies: a length or a number of elements is
 * only believed once that many bytes are there, and nothing is made as large as a peer says.
 */
final class Packed implements Fields {
    private final byte[] bytes;
    private final int from;

    private Packed(byte[] bytes, int from) {
        this.bytes = bytes;
        this.from = from;
    }

    /**
     * Returns a whole text.
     *
     * @throws ParseException when it is anything but one value
     */
    static Packed of(byte[] bytes) {
        if (PackedToken.skip(bytes, 0) != bytes.length) {
            throw PackedToken.malformed("there is something behind the value", PackedToken.skip(bytes, 0));
        }
        return new Packed(bytes, 0);
    }

    @Override
    public Optional<Packed> field(String name) {
        PackedToken token = PackedToken.at(bytes, from);
        if (token.kind() != PackedToken.Kind.MAP) {
            return Optional.empty();
        }
        int at = token.next();
        for (long left = token.count(); left > 0; left--) {
            int value = PackedToken.skip(bytes, at);
            if (new Packed(bytes, at).text().filter(name::equals).isPresent()) {
                return Optional.of(new Packed(bytes, value));
            }
            at = PackedToken.skip(bytes, value);
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> text() {
        PackedToken token = PackedToken.at(bytes, from);
        return token.kind() == PackedToken.Kind.TEXT
                ? Optional.of(new String(bytes, token.next(), token.count(), UTF_8))
                : Optional.empty();
    }

    @Override
    public OptionalLong integer() {
        PackedToken token = PackedToken.at(bytes, from);
        return token.kind() == PackedToken.Kind.INTEGER ? OptionalLong.of(token.number()) : OptionalLong.empty();
    }

    @Override
    public void writeTo(StringBuilder json, List<byte[]> attachments, long maxChars) {
        int unused = new PackedJson(bytes, json, attachments, maxChars).value(from);
    }
}
