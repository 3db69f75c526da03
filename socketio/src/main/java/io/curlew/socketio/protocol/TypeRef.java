package io.curlew.socketio.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A generic type as a value: {@code new TypeRef<List<Price>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /** Captures the type argument of the subclass. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
            throw new IllegalArgumentException("Write new TypeRef<SomeType>() {}, with the type between the brackets");
        }
        this.type = captured.getActualTypeArguments()[0];
    }

    /** Returns the type. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
