package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The arguments of an event or an acknowledgement, counted from 0, the event's name left out. They stay as they came
 * until one is asked for. Immutable and safe for use by many threads.
 */
public interface Args {

    /** Returns how many there are. */
    int size();

    /**
     * Converts an argument. Binary inside becomes {@code byte[]} (a copy) or {@code ByteBuffer} (read-only), whichever
     * the type has; strings stay strings.
     *
     * @throws IndexOutOfBoundsException when there is no such argument
     * @throws ConversionException when it is JSON null or does not fit the type; the message names event, index and
     *     path
     */
    <T> T get(int index, Class<T> type);

    /** Converts an argument to a generic type; see {@link #get(int, Class)}. */
    <T> T get(int index, TypeRef<T> type);

    /** Converts an argument; empty when it is JSON null or there is no such argument. */
    <T> Optional<T> find(int index, Class<T> type);

    /** Converts an argument to a generic type; see {@link #find(int, Class)}. */
    <T> Optional<T> find(int index, TypeRef<T> type);

    /** Returns whether the argument is JSON null. */
    boolean isNull(int index);

    /** Returns whether the argument as a whole is binary. */
    boolean isBinary(int index);

    /**
     * Returns a read-only view of an argument that is binary as a whole.
     *
     * @throws ConversionException when it is not
     */
    ByteBuffer binary(int index);

    /** Returns an argument as JSON text; binary inside shows as the protocol's placeholder objects. */
    String json(int index);

    /**
     * Returns how many bytes an argument's JSON text has, in UTF-8.
     *
     * @throws IndexOutOfBoundsException when there is no such argument
     */
    default int jsonSize(int index) {
        return json(index).getBytes(UTF_8).length;
    }

    /** Returns no arguments. */
    static Args none() {
        return NoArgs.INSTANCE;
    }
}
