package io.curlew.emitter;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as MessagePack, byte by byte as the JavaScript library does that an adapter uses. They choose the
 * shortest form of everything, and differ for integers that JavaScript does not know exactly.
 */
final class MessagePack {
    /** The libraries of the adapters. */
    enum Library {
        /** Of the Redis adapter: whole numbers are integers as far as 64 bits go. */
        NOTEPACK,
        /** Of the Redis Streams adapter, {@code @msgpack/msgpack}: beyond 2^53 it writes a double. */
        MSGPACK
    }

    private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final Library library;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private MessagePack(Library library) {
        this.library = library;
    }

    /**
     * Returns a value's bytes.
     *
     * @throws IllegalArgumentException when a string has an unpaired surrogate, or a number is too large
     */
    static byte[] write(@Nullable Object value, Library library) {
        MessagePack writer = new MessagePack(library);
        writer.value(value);
        return writer.out.toByteArray();
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            header(0x80, 0xDE, map.size());
            map.forEach((key, element) -> {
                text(String.valueOf(key));
                value(element);
            });
        } else if (value instanceof List<?> list) {
            header(0x90, 0xDC, list.size());
            list.forEach(this::value);
        } else if (value instanceof byte[] bytes) {
            binary(bytes);
        } else {
            out.write(value == null ? 0xC0 : Boolean.TRUE.equals(value) ? 0xC3 : 0xC2);
        }
    }

    /** Writes how many elements follow. */
    private void header(int fixed, int wide, int count) {
        if (count < 16) {
            out.write(fixed | count);
        } else if (count <= 0xFFFF) {
            write(wide, 2, count);
        } else {
            write(wide + 1, 4, count);
        }
    }

    private void text(String text) {
        byte[] utf8 = Utf8.of("A string", text);
        if (utf8.length < 32) {
            out.write(0xA0 | utf8.length);
        } else {
            length(0xD9, utf8.length);
        }
        out.writeBytes(utf8);
    }

    private void binary(byte[] bytes) {
        length(0xC4, bytes.length);
        out.writeBytes(bytes);
    }

    private void length(int type, int length) {
        if (length <= 0xFF) {
            write(type, 1, length);
        } else if (length <= 0xFFFF) {
            write(type + 1, 2, length);
        } else {
            write(type + 2, 4, length);
        }
    }

    private void number(Number number) {
        Number canonical = Numbers.canonical(number);
        if (canonical instanceof Long whole) {
            if (library == Library.MSGPACK && !Numbers.isSafe(whole) && isDouble(whole)) {
                floating(whole);
            } else {
                integer(whole);
            }
        } else {
            large(canonical);
        }
    }

    private void large(Number number) {
        BigInteger unsigned = unsigned(number);
        if (unsigned != null) {
            write(0xCF, 8, unsigned.longValue());
        } else {
            floating(number.doubleValue());
        }
    }

    /** Returns whether JavaScript knows it; what only Java knows is sent as it is, for those who know it too. */
    private static boolean isDouble(long whole) {
        return whole != Long.MAX_VALUE && (long) (double) whole == whole;
    }

    /** Returns a number that needs the 64th bit. Notepack garbles what needs more, so that is a double here. */
    private @Nullable BigInteger unsigned(Number large) {
        BigInteger whole = large instanceof BigInteger known ? known : null;
        if (large instanceof Double value && value >= 0x1p63 && value < 0x1p64 && library == Library.NOTEPACK) {
            whole = new BigDecimal(value).toBigIntegerExact();
        }
        return whole != null && whole.signum() > 0 && whole.compareTo(UNSIGNED_END) < 0 ? whole : null;
    }

    private void integer(long value) {
        if (value >= 0) {
            positive(value);
        } else if (value >= -0x20) {
            out.write((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            write(0xD0, 1, value);
        } else if (value >= Short.MIN_VALUE) {
            write(0xD1, 2, value);
        } else if (value >= Integer.MIN_VALUE) {
            write(0xD2, 4, value);
        } else {
            write(0xD3, 8, value);
        }
    }

    private void positive(long value) {
        if (value < 0x80) {
            out.write((int) value);
        } else if (value <= 0xFF) {
            write(0xCC, 1, value);
        } else if (value <= 0xFFFF) {
            write(0xCD, 2, value);
        } else if (value <= 0xFFFF_FFFFL) {
            write(0xCE, 4, value);
        } else {
            write(0xCF, 8, value);
        }
    }

    private void floating(double value) {
        write(0xCB, 8, Double.doubleToLongBits(value));
    }

    private void write(int type, int bytes, long value) {
        out.write(type);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
    }
}
