package io.curlew.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fuzzer's bytes, as a target takes them: first what it makes its choices by, then what comes from the network.
 * Where the bytes come in several pieces, {@link #SEPARATOR} stands between these.
 */
public final class Input {
    /** Two bytes that UTF-8 has nowhere. */
    private static final byte[] SEPARATOR = {(byte) 0xFE, (byte) 0xFF};

    private final byte[] bytes;
    private final int choices;

    /**
     * Splits the fuzzer's bytes.
     *
     * @param choices how many of them are choices; those that are missing are 0
     */
    public Input(byte[] bytes, int choices) {
        this.bytes = bytes;
        this.choices = choices;
    }

    /** Returns a choice, from 0 to a bound that is not reached. */
    public int choice(int index, int bound) {
        return index < bytes.length ? (bytes[index] & 0xFF) % bound : 0;
    }

    /** Returns what comes from the network. */
    public byte[] rest() {
        return bytes.length <= choices ? new byte[0] : Arrays.copyOfRange(bytes, choices, bytes.length);
    }

    /** Returns what comes from the network, each byte as a character. */
    public String text() {
        return new String(rest(), ISO_8859_1);
    }

    /** Returns the pieces in which it comes: one at least, some perhaps empty. */
    public List<byte[]> pieces() {
        byte[] rest = rest();
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i + 1 < rest.length; i++) {
            if (rest[i] == SEPARATOR[0] && rest[i + 1] == SEPARATOR[1]) {
                pieces.add(Arrays.copyOfRange(rest, start, i));
                start = i + 2;
                i++;
            }
        }
        pieces.add(Arrays.copyOfRange(rest, start, rest.length));
        return pieces;
    }
}
