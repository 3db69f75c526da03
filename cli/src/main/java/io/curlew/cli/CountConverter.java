package io.curlew.cli;

/** Reads whole numbers. */
final class CountConverter {
    /** One digit less than a {@code long} has. */
    private static final long MAX = 999_999_999_999_999_999L;

    /** One digit less than an {@code int} has. */
    private static final int MAX_INT = 999_999_999;

    private static final int MAX_PORT = 65_535;

    private CountConverter() {}

    /** Reads how many of something there are to be, at least one. */
    static long some(String text) {
        return read("number", 1, MAX, text);
    }

    /** Reads how many of something there are to be; none is a number, too. */
    static long any(String text) {
        return read("number", 0, MAX, text);
    }

    /** Reads a count of which rules have at least one. */
    static int someOfRule(String text) {
        return (int) read("number", 1, MAX_INT, text);
    }

    /** Reads a count of rules that may be 0. */
    static int anyOfRule(String text) {
        return (int) read("number", 0, MAX_INT, text);
    }

    /** Reads a port to listen on. */
    static int port(String text) {
        return (int) read("port", 0, MAX_PORT, text);
    }

    private static long read(String what, long least, long most, String text) {
        long number = text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new WrongUsage("'" + text + "' is not a " + what + " from " + least + " to " + most);
        }
        return number;
    }
}
