package io.curlew.socketio.protocol;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No arguments.
 *
 * @param event whose, for messages; null for an acknowledgement
 */
record NoArgs(@Nullable String event) implements Args {
    static final NoArgs OF_AN_ANSWER = new NoArgs(null);

    @Override
    public int size() {
        return 0;
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        throw absent(index, type);
    }

    @Override
    public <T> T get(int index, TypeRef<T> type) {
        throw absent(index, type.type());
    }

    @Override
    public <T> Optional<T> find(int index, Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> Optional<T> find(int index, TypeRef<T> type) {
        return Optional.empty();
    }

    @Override
    public boolean isNull(int index) {
        throw absent(index);
    }

    @Override
    public boolean isBinary(int index) {
        throw absent(index);
    }

    @Override
    public ByteBuffer binary(int index) {
        throw absent(index);
    }

    @Override
    public String json(int index) {
        throw absent(index);
    }

    @Override
    public String toString() {
        return "no arguments";
    }

    private IndexOutOfBoundsException absent(int index) {
        return AbsentArgument.of(event, index, "", 0);
    }

    private IndexOutOfBoundsException absent(int index, Type type) {
        return AbsentArgument.of(event, index, " (" + AbsentArgument.name(type) + ")", 0);
    }
}
