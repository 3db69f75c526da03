package io.curlew.socketio.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the application's values into JSON and back. Found by {@link java.util.ServiceLoader} unless one is given to
 * the builder. Safe for use by many threads.
 */
public interface JsonCodec {

    /**
     * Writes the values as one JSON array, in UTF-8. Every {@code byte[]} and {@code ByteBuffer}, however deep inside a
     * value, is given to {@code binaries} and written as {@code {"_placeholder":true,"num":N}}. Unpaired surrogates are
     * written as {@code \\uXXXX}.
     *
     * @throws ConversionException when a value can't be written; the message names its index and the path inside it
     * @throws IOException only when {@code out} throws it
     */
    void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries) throws IOException;

    /**
     * Writes one value.
     *
     * @throws ConversionException when it can't be written
     * @throws IOException only when {@code out} throws it
     */
    void write(Object value, OutputStream out, BinarySink binaries) throws IOException;

    /**
     * Reads the one JSON value in a range of bytes, which is known to be valid JSON.
     *
     * @param attachments what the placeholders inside stand for, by their {@code num}: not to be changed; a
     *     {@code byte[]} is handed out as a copy, a {@code ByteBuffer} as a read-only view. A peer may refer to one of
     *     them very often, so copies need a bound
     * @return the value; null for JSON null
     * @throws ConversionException when it does not fit the type; the message names the path inside the value
     */
    @Nullable
    Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments);

    /**
     * Returns the codec that is there: the first that {@link java.util.ServiceLoader} finds and that can be loaded.
     * While one is in use, programs of the same class loader get the same. With more than one on the class path, give
     * the one that is meant to the builder, with {@code jsonCodec}.
     *
     * @throws IllegalStateException when there is none, or none that can be loaded; the message says why
     */
    static JsonCodec load() {
        return CodecSearch.run();
    }

    /** Collects the binary values met while writing. */
    @FunctionalInterface
    interface BinarySink {

        /**
         * Takes a copy of the bytes between position and limit, which do not move.
         *
         * @return the {@code num} to write into the placeholder
         */
        int add(ByteBuffer bytes);
    }
}
