package io.curlew.cli;

/** Reads whole numbers. */
final class CountConverter {
    /** One digit less than a {@code long} has. */
    private static final String SYNTAX = "\\d{1,18}";

    private static final int MAX_PORT = 65_535;

    private CountConverter() {}

    /** Reads how many of something there are to be, at least one. */
    static long some(String text) {
        return atLeast(1, text);
    }

    /** Reads how many of something there are to be; none is a number, too. */
    static long any(String text) {
        return atLeast(0, text);
    }

    private static long atLeast(long least, String text) {
        long count = text.matches(SYNTAX) ? Long.parseLong(text) : -1;
        if (count < least) {
            throw new WrongUsage("'" + text + "' is not a number of at least " + least);
        }
        return count;
    }

    /** Reads a port to listen on. */
    static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (port > MAX_PORT) {
            throw new WrongUsage("'" + text + "' is not a port from 0 to " + MAX_PORT);
        }
        return port;
    }
}
