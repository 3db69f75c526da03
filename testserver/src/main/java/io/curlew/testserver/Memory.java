package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import java.util.List;
import java.util.Map;

/** How many bytes things keep in memory, estimated from their fields on a 64-bit JVM, rather too many than too few. */
final class Memory {
    /** A string without its characters: the object, its array's header, and what alignment adds. */
    private static final int STRING = 48;
    /** Each character, if one of them is not Latin-1. */
    private static final int CHARACTER = 2;
    /** An entry of a map, with its share of the table. */
    private static final int ENTRY = 56;
    /** A list of one element. */
    private static final int LIST = 32;
    /** An argument: where it starts and ends, for an attachment the array's header as well. */
    private static final int ARGUMENT = 32;

    private Memory() {}

    static long of(String text) {
        return STRING + (long) CHARACTER * text.length();
    }

    static long of(Map<String, String> query) {
        return query.entrySet().stream()
                .mapToLong(entry -> ENTRY + of(entry.getKey()) + of(entry.getValue()))
                .sum();
    }

    static long ofHeaders(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .mapToLong(entry -> ENTRY + LIST + of(entry.getKey()) + ofAll(entry.getValue()))
                .sum();
    }

    /** @param headers of a request, by name */
    static long ofRequest(String path, Map<String, String> query, Map<String, List<String>> headers) {
        return of(path) + of(query) + ofHeaders(headers);
    }

    private static long ofAll(List<String> values) {
        return values.stream().mapToLong(value -> LIST + of(value)).sum();
    }

    /** @param wireSize the bytes that came, attachments included, which are kept as they are */
    static long of(Args args, long wireSize) {
        return wireSize + (long) ARGUMENT * args.size();
    }
}
