package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Arguments that know their JSON text and nothing else; {@code BINARY} stands for binary. */
@SuppressWarnings("TypeParameterUnusedInFormals")
record TestArgs(List<String> jsonTexts) implements Args {
    static final String BINARY = "binary";

    TestArgs(String... jsonTexts) {
        this(List.of(jsonTexts));
    }

    @Override
    public int size() {
        return jsonTexts.size();
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T get(int index, TypeRef<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> find(int index, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> find(int index, TypeRef<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isNull(int index) {
        return jsonTexts.get(index).equals("null");
    }

    @Override
    public boolean isBinary(int index) {
        return jsonTexts.get(index).equals(BINARY);
    }

    @Override
    public ByteBuffer binary(int index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String json(int index) {
        return jsonTexts.get(index);
    }
}
