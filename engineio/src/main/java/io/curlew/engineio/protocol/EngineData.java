package io.curlew.engineio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The content of one Engine.IO message, text or binary. The two are distinct on the wire and stay distinct here.
 *
 * <p>Values are immutable. Text is kept as UTF-8, so that a consumer of bytes (such as a JSON parser) needs no
 * decoding. {@code toString} shows only kind and size, so contents never reach a log by accident.
 */
public sealed interface EngineData {

    /** Returns message data with this text. Unpaired surrogates, which UTF-8 cannot express, become {@code ?}. */
    static EngineData text(String text) {
        return new Text(text.getBytes(UTF_8));
    }

    /** Returns message data with a copy of the bytes. */
    static EngineData binary(byte[] bytes) {
        return new Binary(bytes.clone());
    }

    /** Returns a copy of the bytes between the buffer's position and limit, which do not move. */
    static EngineData binary(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return new Binary(copy);
    }

    /**
     * Wraps text that is already UTF-8, without copying or checking it. The caller gives up the array and must not
     * change it.
     */
    static EngineData ofUtf8(byte[] utf8) {
        return new Text(utf8);
    }

    /** Wraps binary data without copying it. The caller gives up the array and must not change it. */
    static EngineData ofBytes(byte[] bytes) {
        return new Binary(bytes);
    }

    /** Returns whether this is text. */
    boolean isText();

    /**
     * Returns the text.
     *
     * @throws IllegalStateException when this is binary
     */
    String text();

    /** Returns the bytes (for text, its UTF-8 form) as a read-only view of their own position and limit. */
    default ByteBuffer bytes() {
        return ByteBuffer.wrap(array()).asReadOnlyBuffer();
    }

    /** Returns the number of bytes; for text, of its UTF-8 form. */
    default int size() {
        return array().length;
    }

    /**
     * Returns the same data, to be sent uncompressed even where messages are compressed: for data that is already
     * compressed, and for secrets next to text that others choose. Equal to this object, because compression does not
     * change what is received.
     */
    EngineData uncompressed();

    /** Returns whether this may be compressed when it is sent. */
    boolean compressible();

    /**
     * Returns the array behind this value, exactly as long as the data. It is shared, not copied, and must not be
     * changed; {@link #bytes()} is the safe view.
     */
    byte[] array();

    /** Text, as UTF-8. */
    sealed class Text implements EngineData permits UncompressedText {
        private final byte[] utf8;

        Text(byte[] utf8) {
            this.utf8 = utf8;
        }

        @Override
        public EngineData uncompressed() {
            return new UncompressedText(utf8);
        }

        @Override
        public boolean compressible() {
            return true;
        }

        @Override
        public boolean isText() {
            return true;
        }

        @Override
        public String text() {
            return new String(utf8, UTF_8);
        }

        @Override
        public byte[] array() {
            return utf8;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(utf8, text.utf8);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(utf8);
        }

        @Override
        public String toString() {
            return "text of " + utf8.length + " bytes";
        }
    }

    /** Binary data. */
    sealed class Binary implements EngineData permits UncompressedBinary {
        private final byte[] bytes;

        Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public EngineData uncompressed() {
            return new UncompressedBinary(bytes);
        }

        @Override
        public boolean compressible() {
            return true;
        }

        @Override
        public boolean isText() {
            return false;
        }

        @Override
        public String text() {
            throw new IllegalStateException("This message is binary: read bytes()");
        }

        @Override
        public byte[] array() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "binary of " + bytes.length + " bytes";
        }
    }
}
