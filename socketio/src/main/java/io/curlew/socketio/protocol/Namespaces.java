package io.curlew.socketio.protocol;

import java.util.Objects;

/**
 * The rules for names of namespaces. They are sent unchanged, so a comma or a separator in one would make a different
 * packet.
 */
public final class Namespaces {
    /** The main namespace. */
    public static final String MAIN = "/";

    private Namespaces() {}

    /**
     * Returns the namespace if it is valid.
     *
     * @throws IllegalArgumentException if it does not start with {@code /}, or contains a comma, a control character or
     *     an unpaired surrogate
     */
    public static String validate(String namespace) {
        if (!Objects.requireNonNull(namespace, "namespace").startsWith("/")) {
            throw new IllegalArgumentException("A namespace must start with /, as in /prices");
        }
        int at = 0;
        while (at < namespace.length()) { // a stream is a tenth of encoding a packet, for each of which this is asked
            int c = namespace.codePointAt(at);
            validate(c);
            at += Character.charCount(c);
        }
        return namespace;
    }

    private static void validate(int c) {
        if (c == ',') {
            throw new IllegalArgumentException("A namespace can't have a comma");
        }
        if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
            throw new IllegalArgumentException("A namespace can't have control characters or unpaired surrogates");
        }
    }
}
