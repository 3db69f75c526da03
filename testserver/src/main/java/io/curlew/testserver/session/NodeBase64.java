package io.curlew.testserver.session;

import java.util.Arrays;

/**
 * Base64 as Node's {@code Buffer.from} reads it, since clients are written against the reference server: both alphabets
 * of RFC 4648, everything else skipped, and nothing read after the first {@code =}.
 */
final class NodeBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final byte SKIPPED = -1;
    private static final byte[] VALUES = values();

    private NodeBase64() {}

    private static byte[] values() {
        byte[] values = new byte[1 << Byte.SIZE];
        Arrays.fill(values, SKIPPED);
        for (byte value = 0; value < ALPHABET.length(); value++) {
            values[ALPHABET.charAt(value)] = value;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }

    /** Decodes a part of the body. Bits that fill no byte are dropped. */
    static byte[] decode(byte[] body, int start, int end) {
        int padding = indexOfPadding(body, start, end);
        byte[] data = new byte[size(body, start, padding)];
        int bits = 0;
        int count = 0;
        for (int from = start, to = 0; to < data.length; from++) {
            byte value = value(body[from]);
            if (value != SKIPPED) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= Byte.SIZE) {
                    count -= Byte.SIZE;
                    data[to++] = (byte) (bits >> count);
                }
            }
        }
        return data;
    }

    private static int indexOfPadding(byte[] body, int start, int end) {
        int at = start;
        while (at < end && body[at] != '=') {
            at++;
        }
        return at;
    }

    private static int size(byte[] body, int start, int end) {
        long characters = 0;
        for (int i = start; i < end; i++) {
            if (value(body[i]) != SKIPPED) {
                characters++;
            }
        }
        return (int) (characters * 6 / Byte.SIZE);
    }

    private static byte value(byte character) {
        return VALUES[character & 0xFF];
    }
}
