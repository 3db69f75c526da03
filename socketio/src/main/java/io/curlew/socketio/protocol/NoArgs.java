package io.curlew.socketio.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/** No arguments. */
enum NoArgs implements Args {
    INSTANCE;

    @Override
    public int size() {
        return 0;
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        throw absent(index);
    }

    @Override
    public <T> T get(int index, TypeRef<T> type) {
        throw absent(index);
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

    private static IndexOutOfBoundsException absent(int index) {
        return new IndexOutOfBoundsException("There is no argument " + index + ": there are none at all");
    }
}
