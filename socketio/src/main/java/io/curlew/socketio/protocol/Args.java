package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or an acknowledgement, counted from 0, without the event's name. They stay encoded until
 * one is requested. Immutable and safe for use by many threads.
 *
 * <p>As an argument of another event, {@code Args} is one JSON array; {@link #values} passes the arguments on
 * unchanged: {@code socket.emit("copy", event.args().values())}. The test server takes {@code Args} that are the only
 * argument for the arguments in them.
 */
public interface Args extends Iterable<@Nullable Object> {

    /** Returns the number of arguments. */
    int size();

    /**
     * Converts an argument. Binary data inside becomes a {@code byte[]} (a copy) or a {@code ByteBuffer} (read-only),
     * depending on the type; strings stay strings.
     *
     * @throws IndexOutOfBoundsException if there is no such argument; the message names event, index and type
     * @throws ConversionException if it is JSON null or does not fit the type; the message names event, index and path
     */
    <T> T get(int index, Class<T> type);

    /** Converts an argument to a generic type; see {@link #get(int, Class)}. */
    <T> T get(int index, TypeRef<T> type);

    /** Converts an argument; empty if it is JSON null or there is no such argument. */
    <T> Optional<T> find(int index, Class<T> type);

    /** Converts an argument to a generic type; see {@link #find(int, Class)}. */
    <T> Optional<T> find(int index, TypeRef<T> type);

    /** Returns whether the argument is JSON null. */
    boolean isNull(int index);

    /** Returns whether the argument as a whole is binary data. */
    boolean isBinary(int index);

    /**
     * Returns a read-only view of an argument that is binary data as a whole.
     *
     * @throws ConversionException if it is not
     */
    ByteBuffer binary(int index);

    /** Returns an argument as JSON text; binary data inside is shown as the protocol's placeholder objects. */
    String json(int index);

    /**
     * Returns the size of an argument's JSON text in bytes of UTF-8.
     *
     * @throws IndexOutOfBoundsException if there is no such argument
     */
    default int jsonSize(int index) {
        return json(index).getBytes(UTF_8).length;
    }

    /**
     * Returns all arguments as the text of one JSON array; binary data inside is shown as the protocol's placeholder
     * objects.
     */
    default String json() {
        return IntStream.range(0, size()).mapToObj(this::json).collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * Returns the arguments in a form that can be sent as the arguments of another event, in the same order and with
     * their binary data: pass the array itself to {@code emit} or {@code ack}. The elements depend on the parser that
     * read them; to look at them, use {@link #toList()}.
     */
    default @Nullable Object[] values() {
        return toList().toArray();
    }

    /**
     * Returns the arguments as the JSON codec reads them without a type: maps, lists, strings, numbers, booleans,
     * {@code byte[]}, and null for JSON null.
     *
     * @throws ConversionException if one cannot be read
     */
    default List<@Nullable Object> toList() {
        List<@Nullable Object> list = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            list.add(find(i, Object.class).orElse(null));
        }
        return Collections.unmodifiableList(list);
    }

    /**
     * Returns all arguments, converted to one type.
     *
     * @throws ConversionException if one is JSON null or does not fit the type
     */
    default <T> List<T> toList(Class<T> type) {
        List<T> list = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            list.add(get(i, type));
        }
        return Collections.unmodifiableList(list);
    }

    /** Iterates over {@link #toList()}. */
    @Override
    default Iterator<@Nullable Object> iterator() {
        return toList().iterator();
    }

    /** Returns no arguments. */
    static Args none() {
        return NoArgs.OF_AN_ANSWER;
    }
}
