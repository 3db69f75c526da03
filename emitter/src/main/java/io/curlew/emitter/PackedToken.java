package io.curlew.emitter;

import io.curlew.socketio.protocol.ParseException;

/**
 * The beginning of a value in a MessagePack text: what it is, and how much belongs to it, which is there.
 *
 * @param next where its elements or its bytes begin; for a value of neither, what is behind it
 * @param count how many elements or bytes belong to it; for a map, how many pairs
 * @param number what a number is, the bits of a {@code double}; 1 for true; the type of an extension
 */
record PackedToken(Kind kind, int next, int count, long number) {

    /** What there is. */
    enum Kind {
        NIL,
        BOOLEAN,
        INTEGER,
        /** An integer that needs the 64th bit. */
        UNSIGNED,
        FLOATING,
        TEXT,
        BINARY,
        EXTENSION,
        ARRAY,
        MAP
    }

    /**
     * Returns what begins at an offset.
     *
     * @throws ParseException when there is less than has to be
     */
    static PackedToken at(byte[] bytes, int at) {
        int first = (int) unsigned(bytes, at, 1);
        if (first < 0x80 || first >= 0xE0) {
            return scalar(Kind.INTEGER, at + 1, (byte) first);
        } else if (first < 0x90) {
            return elements(Kind.MAP, bytes, at + 1, first & 0xF);
        } else if (first < 0xA0) {
            return elements(Kind.ARRAY, bytes, at + 1, first & 0xF);
        } else if (first < 0xC0) {
            return text(Kind.TEXT, bytes, at + 1, first & 0x1F);
        }
        return typed(first, bytes, at + 1);
    }

    private static PackedToken typed(int first, byte[] bytes, int at) {
        return switch (first) {
            case 0xC0 -> scalar(Kind.NIL, at, 0);
            case 0xC2, 0xC3 -> scalar(Kind.BOOLEAN, at, first & 1);
            case 0xC4, 0xC5, 0xC6 -> sized(Kind.BINARY, bytes, at, width(first, 0xC4));
            case 0xC7, 0xC8, 0xC9 -> sizedExtension(bytes, at, width(first, 0xC7));
            case 0xCA -> floating(at + 4, Float.intBitsToFloat((int) unsigned(bytes, at, 4)));
            case 0xCB -> floating(at + 8, Double.longBitsToDouble(unsigned(bytes, at, 8)));
            case 0xCC, 0xCD, 0xCE, 0xCF -> positive(bytes, at, width(first, 0xCC));
            case 0xD0, 0xD1, 0xD2, 0xD3 -> signed(bytes, at, width(first, 0xD0));
            case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> extension(bytes, at, width(first, 0xD4));
            case 0xD9, 0xDA, 0xDB -> sized(Kind.TEXT, bytes, at, width(first, 0xD9));
            case 0xDC, 0xDD -> counted(Kind.ARRAY, bytes, at, 2 * width(first, 0xDC));
            case 0xDE, 0xDF -> counted(Kind.MAP, bytes, at, 2 * width(first, 0xDE));
            default -> throw malformed("a byte that MessagePack does not use", at - 1);
        };
    }

    /** Returns how many bytes a number takes: one for the first type of a family, and twice as many for each next. */
    private static int width(int type, int first) {
        return 1 << (type - first);
    }

    /** Returns what is behind the value at an offset. */
    static int skip(byte[] bytes, int at) {
        int next = at;
        for (long left = 1; left > 0; left--) {
            PackedToken token = at(bytes, next);
            next = token.next();
            if (token.hasBytes()) {
                next += token.count();
            } else {
                left += token.elements();
            }
        }
        return next;
    }

    private boolean hasBytes() {
        return kind == Kind.TEXT || kind == Kind.BINARY || kind == Kind.EXTENSION;
    }

    private long elements() {
        return kind == Kind.MAP ? 2L * count : count;
    }

    private static PackedToken scalar(Kind kind, int next, long number) {
        return new PackedToken(kind, next, 0, number);
    }

    private static PackedToken floating(int next, double value) {
        return scalar(Kind.FLOATING, next, Double.doubleToLongBits(value));
    }

    private static PackedToken positive(byte[] bytes, int at, int size) {
        long number = unsigned(bytes, at, size);
        return scalar(number < 0 ? Kind.UNSIGNED : Kind.INTEGER, at + size, number);
    }

    private static PackedToken signed(byte[] bytes, int at, int size) {
        int above = Long.SIZE - 8 * size;
        return scalar(Kind.INTEGER, at + size, (unsigned(bytes, at, size) << above) >> above);
    }

    private static PackedToken sized(Kind kind, byte[] bytes, int at, int size) {
        return text(kind, bytes, at + size, unsigned(bytes, at, size));
    }

    private static PackedToken text(Kind kind, byte[] bytes, int at, long length) {
        return new PackedToken(kind, at, there(bytes, at, length), 0);
    }

    private static PackedToken sizedExtension(byte[] bytes, int at, int size) {
        return extension(bytes, at + size, unsigned(bytes, at, size));
    }

    private static PackedToken extension(byte[] bytes, int at, long length) {
        byte type = (byte) unsigned(bytes, at, 1);
        return new PackedToken(Kind.EXTENSION, at + 1, there(bytes, at + 1, length), type);
    }

    private static PackedToken counted(Kind kind, byte[] bytes, int at, int size) {
        return elements(kind, bytes, at + size, unsigned(bytes, at, size));
    }

    /** Each element takes at least one byte. */
    private static PackedToken elements(Kind kind, byte[] bytes, int at, long count) {
        int unused = there(bytes, at, kind == Kind.MAP ? 2 * count : count);
        return new PackedToken(kind, at, (int) count, 0);
    }

    private static int there(byte[] bytes, int at, long length) {
        if (length > bytes.length - at) {
            throw malformed("more bytes were announced than there are", at);
        }
        return (int) length;
    }

    static long unsigned(byte[] bytes, int at, int size) {
        int unused = there(bytes, at, size);
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = (number << 8) | (bytes[at + i] & 0xFF);
        }
        return number;
    }

    static ParseException malformed(String rule, int at) {
        return new ParseException("not MessagePack: " + rule, at);
    }
}
