package io.curlew.socketio.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts the application's values to JSON and back. Found by {@link java.util.ServiceLoader} unless the builder sets
 * one. Safe for use by many threads.
 */
public interface JsonCodec {

    /**
     * Writes the values as one JSON array, in UTF-8. Every {@code byte[]} and {@code ByteBuffer}, however deep inside a
     * value, is passed to {@code binaries} and written as {@code {"_placeholder":true,"num":N}}. Unpaired surrogates
     * are written as {@code \\uXXXX}.
     *
     * @throws ConversionException if a value cannot be written; the message names its index and the path inside it
     * @throws IOException only if {@code out} throws it
     */
    void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries) throws IOException;

    /**
     * Writes one value.
     *
     * @throws ConversionException if it cannot be written
     * @throws IOException only if {@code out} throws it
     */
    void write(Object value, OutputStream out, BinarySink binaries) throws IOException;

    /**
     * Reads the one JSON value in a range of bytes, which is known to be valid JSON.
     *
     * @param attachments the attachments to which placeholders inside the value refer by their {@code num}; they must
     *     not be changed: a {@code byte[]} is returned as a copy, a {@code ByteBuffer} as a read-only view. A peer may
     *     refer to one of them very often, so copies need a bound
     * @return the value; null for JSON null
     * @throws ConversionException if it does not fit the type; the message names the path inside the value
     */
    @Nullable
    Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments);

    /**
     * Returns the first codec that {@link java.util.ServiceLoader} finds and that can be loaded. While a codec is in
     * use, programs of the same class loader share it. If there is more than one on the class path, set the intended
     * one in the builder, with {@code jsonCodec}.
     *
     * @throws IllegalStateException if there is none, or none that can be loaded; the message says why
     */
    static JsonCodec load() {
        return CodecSearch.run();
    }

    /** Collects the binary values found while writing. */
    @FunctionalInterface
    interface BinarySink {

        /**
         * Copies the bytes between position and limit, which do not change.
         *
         * @return the {@code num} to write into the placeholder
         */
        int add(ByteBuffer bytes);
    }
}
