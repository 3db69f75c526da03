package io.curlew.socketio.protocol;

/**
 * What a namespace may be. It goes on the wire as it is, so that a comma or a separator in it would be another packet.
 */
public final class Namespaces {
    /** The main namespace. */
    public static final String MAIN = "/";

    private Namespaces() {}

    /**
     * Returns the namespace when it may be sent.
     *
     * @throws IllegalArgumentException when it doesn't start with {@code /}, or has a comma, a control character or an
     *     unpaired surrogate
     */
    public static String validate(String namespace) {
        if (!namespace.startsWith("/")) {
            throw new IllegalArgumentException("A namespace must start with /");
        }
        namespace.codePoints().forEach(Namespaces::validate);
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
