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
 * The arguments of an event or an acknowledgement, counted from 0, without the event's name. They stay as they came
 * until one is asked for. Immutable and safe for use by many threads.
 *
 * <p>As an argument of another event, {@code Args} is one JSON array; {@link #values} passes the arguments on as they
 * are: {@code socket.emit("copy", event.args().values())}.
 */
public interface Args extends Iterable<@Nullable Object> {

    /** Returns how many there are. */
    int size();

    /**
     * Converts an argument. Binary inside becomes {@code byte[]} (a copy) or {@code ByteBuffer} (read-only), whichever
     * the type has; strings stay strings.
     *
     * @throws IndexOutOfBoundsException when there is no such argument; the message names event, index and type
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

    /**
     * Returns all arguments as the text of one JSON array; binary inside shows as the protocol's placeholder objects.
     */
    default String json() {
        return IntStream.range(0, size()).mapToObj(this::json).collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * Returns the arguments so that they can be sent as those of another event, in the same order and with their
     * binary: pass the array itself to {@code emit} or {@code ack}. What the elements are is up to the parser that read
     * them; to look at them, use {@link #toList()}.
     */
    default @Nullable Object[] values() {
        return toList().toArray();
    }

    /**
     * Returns the arguments as the JSON codec reads them when no type is asked for: maps, lists, strings, numbers,
     * booleans, {@code byte[]}, and null for JSON null.
     *
     * @throws ConversionException when one can't be read
     */
    default List<@Nullable Object> toList() {
        List<@Nullable Object> list = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            list.add(find(i, Object.class).orElse(null));
        }
        return Collections.unmodifiableList(list);
    }

    /**
     * Returns all arguments converted to one type.
     *
     * @throws ConversionException when one is JSON null or does not fit the type
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
