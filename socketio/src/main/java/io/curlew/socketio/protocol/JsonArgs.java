package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments that are still the JSON they came as. Valid: a scanner has seen it. */
abstract class JsonArgs implements Args {
    final byte[] frame;
    final List<byte[]> attachments;
    private final JsonCodec codec;
    private final @Nullable String event; // null for an acknowledgement

    JsonArgs(JsonCodec codec, byte[] frame, List<byte[]> attachments, @Nullable String event) {
        this.codec = codec;
        this.frame = frame;
        this.attachments = attachments;
        this.event = event;
    }

    /** @param first which of the parts is the first argument, which is there */
    static JsonArgs of(
            JsonCodec codec,
            byte[] frame,
            JsonParts parts,
            int first,
            List<byte[]> attachments,
            @Nullable String event) {
        PartMarks many = parts.many();
        return many == null
                ? new Few(codec, frame, parts, first, attachments, event)
                : new Many(codec, frame, many, first, attachments, event);
    }

    /** Returns where an argument starts; the index has been checked. */
    abstract int startOf(int index);

    /** Returns what is behind an argument; the index has been checked. */
    abstract int endOf(int index);

    /** Returns whether an argument is a placeholder; the index has been checked. */
    abstract boolean isPlaceholder(int index);

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
        return frame[startOf(check(index))] == 'n';
    }

    @Override
    public boolean isBinary(int index) {
        return isPlaceholder(check(index));
    }

    @Override
    public ByteBuffer binary(int index) {
        if (!isBinary(index)) {
            throw new ConversionException(label(index) + " is not binary");
        }
        int num = Placeholders.find(frame, startOf(index), endOf(index)).num(0);
        return ByteBuffer.wrap(attachments.get(num)).asReadOnlyBuffer();
    }

    @Override
    public String json(int index) {
        int start = startOf(check(index));
        return new String(frame, start, endOf(index) - start, UTF_8);
    }

    @Override
    public int jsonSize(int index) {
        return endOf(check(index)) - startOf(index);
    }

    @Override
    public String toString() {
        return size() + " arguments"; // they may be secret
    }

    @Override
    public Object[] values() {
        Object[] values = new Object[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Json(frame, startOf(i), endOf(i), attachments, Optional.of(codec));
        }
        return values;
    }

    private boolean has(int index) {
        return index >= 0 && index < size();
    }

    private @Nullable Object read(int index, Type type) {
        try {
            return codec.read(frame, startOf(check(index, type)), endOf(index), type, attachments);
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

    private int check(int index) {
        if (!has(index)) {
            throw AbsentArgument.of(event, index, "", size());
        }
        return index;
    }

    private int check(int index, Type type) {
        if (!has(index)) {
            throw AbsentArgument.of(event, index, " (" + AbsentArgument.name(type) + ")", size());
        }
        return index;
    }

    private String label(int index) {
        return "Argument " + index
                + (event == null ? " of the acknowledgement" : " of event \"" + PeerText.name(event) + '"');
    }

    /** So few that each has its place in a table. */
    private static final class Few extends JsonArgs {
        private static final int[] NONE = {};

        /** Where the first argument is, which most often is the only one. */
        private final int firstStart;

        private final int firstEnd;
        /** Start and end of each other argument; an end is negated bit by bit when it is binary as a whole. */
        private final int[] others;

        Few(
                JsonCodec codec,
                byte[] frame,
                JsonParts parts,
                int first,
                List<byte[]> attachments,
                @Nullable String event) {
            super(codec, frame, attachments, event);
            this.firstStart = parts.start(first);
            this.firstEnd = parts.end(first);
            this.others = parts.size() == first + 1 ? NONE : parts.from(first + 1);
        }

        @Override
        public int size() {
            return 1 + others.length / 2;
        }

        @Override
        int startOf(int index) {
            return index == 0 ? firstStart : others[2 * index - 2];
        }

        @Override
        int endOf(int index) {
            int end = boundary(index);
            return end < 0 ? ~end : end;
        }

        @Override
        boolean isPlaceholder(int index) {
            return boundary(index) < 0;
        }

        /** Returns the end of an argument as the scanner has marked it. */
        private int boundary(int index) {
            return index == 0 ? firstEnd : others[2 * index - 1];
        }
    }

    /** So many that a table of them would take more than they do. */
    private static final class Many extends JsonArgs {
        private final PartMarks parts;
        private final int first;

        Many(
                JsonCodec codec,
                byte[] frame,
                PartMarks parts,
                int first,
                List<byte[]> attachments,
                @Nullable String event) {
            super(codec, frame, attachments, event);
            this.parts = parts;
            this.first = first;
        }

        @Override
        public int size() {
            return parts.count() - first;
        }

        @Override
        int startOf(int index) {
            return parts.start(first + index);
        }

        @Override
        int endOf(int index) {
            return parts.end(first + index);
        }

        @Override
        boolean isPlaceholder(int index) {
            int start = startOf(index);
            if (attachments.isEmpty() || frame[start] != '{') {
                return false;
            }
            Placeholders found = Placeholders.find(frame, start, endOf(index));
            return found.count() == 1 && found.start(0) == start;
        }
    }
}
