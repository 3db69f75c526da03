package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing array of bytes. Unlike {@link java.io.ByteArrayOutputStream} it is open to look at and to correct. */
final class ByteSink extends OutputStream {
    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Writes text as UTF-8. */
    void utf8(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] rest = text.substring(i).getBytes(UTF_8);
                write(rest, 0, rest.length);
                return;
            }
            bytes[size++] = (byte) c;
        }
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    byte get(int at) {
        return bytes[at];
    }

    void set(int at, char ascii) {
        bytes[at] = (byte) ascii;
    }

    void clear() {
        size = 0;
    }

    void copyTo(byte[] target, int at, int from, int to) {
        System.arraycopy(bytes, from, target, at, to - from);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            // Adding may overflow; Arrays.copyOf then refuses, as it must with more than an array can hold.
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int)
                    Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
