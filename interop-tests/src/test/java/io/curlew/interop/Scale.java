package io.curlew.interop;

/**
 * How much to do of what there could be no end of: all that was planned with {@code -Pthorough}, else about a tenth.
 */
public final class Scale {
    private static final boolean THOROUGH = Boolean.getBoolean("curlew.thorough");

    private Scale() {}

    /** Returns the count for this build. */
    public static int of(int ordinary, int thorough) {
        return THOROUGH ? thorough : ordinary;
    }

    /** Returns a tenth, or the whole with {@code -Pthorough}. */
    public static int tenth(int thorough) {
        return of(thorough / 10, thorough);
    }
}
