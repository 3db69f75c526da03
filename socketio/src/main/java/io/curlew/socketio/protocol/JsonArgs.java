package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments that are still the JSON they came as. Valid: a scanner has seen it. */
final class JsonArgs implements Args {
    private static final int[] NONE = {};

    private final JsonCodec codec;
    private final byte[] frame;
    /** Where the first argument is, which most often is the only one. */
    private final int firstStart;

    private final int firstEnd;
    /** Start and end of each other argument; an end is negated bit by bit when it is binary as a whole. */
    private final int[] others;

    private final List<byte[]> attachments;
    private final @Nullable String event; // null for an acknowledgement

    /** @param first which of the parts is the first argument, which is there */
    JsonArgs(
            JsonCodec codec,
            byte[] frame,
            JsonParts parts,
            int first,
            List<byte[]> attachments,
            @Nullable String event) {
        this.codec = codec;
        this.frame = frame;
        this.firstStart = parts.start(first);
        this.firstEnd = parts.end(first);
        this.others = parts.size() == first + 1 ? NONE : parts.from(first + 1);
        this.attachments = attachments;
        this.event = event;
    }

    @Override
    public int size() {
        return 1 + others.length / 2;
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        return present(index, cast(read(index, type)));
    }

    @Override
    public <T> T get(int index, TypeRef<T> type) {
        return present(index, cast(read(index, type.type())));
    }

    @Override
    public <T> Optional<T> find(int index, Class<T> type) {
        return has(index) ? Optional.ofNullable(cast(read(index, type))) : Optional.empty();
    }

    @Override
    public <T> Optional<T> find(int index, TypeRef<T> type) {
        return has(index) ? Optional.ofNullable(cast(read(index, type.type()))) : Optional.empty();
    }

    @Override
    public boolean isNull(int index) {
        return frame[start(index)] == 'n';
    }

    @Override
    public boolean isBinary(int index) {
        return boundary(index) < 0;
    }

    @Override
    public ByteBuffer binary(int index) {
        if (!isBinary(index)) {
            throw new ConversionException(label(index) + " is not binary");
        }
        int num = Placeholders.find(frame, start(index), end(index)).num(0);
        return ByteBuffer.wrap(attachments.get(num)).asReadOnlyBuffer();
    }

    @Override
    public String json(int index) {
        int start = start(index);
        return new String(frame, start, end(index) - start, UTF_8);
    }

    @Override
    public String toString() {
        return size() + " arguments"; // they may be secret
    }

    private boolean has(int index) {
        return index >= 0 && index < size();
    }

    private @Nullable Object read(int index, Type type) {
        try {
            return codec.read(frame, start(index), end(index), type, attachments);
        } catch (ConversionException e) {
            throw new ConversionException(label(index) + ": " + e.getMessage(), e);
        }
    }

    /** Relies on the codec's promise; Class.cast doesn't know that int.class stands for Integer. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> @Nullable T cast(@Nullable Object value) {
        return (T) value;
    }

    private <T> T present(int index, @Nullable T value) {
        if (value == null) {
            throw new ConversionException(label(index) + " is null");
        }
        return value;
    }

    private int start(int index) {
        return check(index) == 0 ? firstStart : others[2 * index - 2];
    }

    private int end(int index) {
        int end = boundary(index);
        return end < 0 ? ~end : end;
    }

    /** Returns the end of an argument as the scanner has marked it. */
    private int boundary(int index) {
        return check(index) == 0 ? firstEnd : others[2 * index - 1];
    }

    private int check(int index) {
        return Objects.checkIndex(index, size());
    }

    private String label(int index) {
        return "Argument " + index
                + (event == null ? " of the acknowledgement" : " of event \"" + PeerText.name(event) + '"');
    }
}
