package io.curlew.engineio.delivery;

/** Looks at what somebody's code threw, whose own methods may throw in their turn. Not API. */
public final class Thrown {
    private Thrown() {}

    /** Returns its message, or the name of its class when it has none or does not give it. Throws nothing. */
    public static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? thrown.getClass().getName() : message;
        } catch (Throwable again) {
            return thrown.getClass().getName();
        }
    }
}
