package io.curlew.socketio.protocol;

import java.util.Arrays;

/**
 * Where a JSON value lies, and where the parts of it: an array's elements, or an object's keys (with their quotes) and
 * values in turn. A scanner fills it again and again.
 */
final class JsonParts {
    private static final int MAX_KEPT = 1024;

    private int[] bounds = new int[16]; // start and end of each part
    private int length;
    private int start;
    private int end;

    void begin(int at) {
        start = at;
        length = 0;
        if (bounds.length > MAX_KEPT) {
            bounds = new int[MAX_KEPT];
        }
    }

    void add(int partStart, int partEnd) {
        if (length == bounds.length) {
            bounds = Arrays.copyOf(bounds, length * 2);
        }
        bounds[length++] = partStart;
        bounds[length++] = partEnd;
    }

    void finish(int at) {
        end = at;
    }

    /** Returns where the value as a whole starts. */
    int start() {
        return start;
    }

    /** Returns what is behind the value as a whole. */
    int end() {
        return end;
    }

    int size() {
        return length / 2;
    }

    int start(int part) {
        return bounds[2 * part];
    }

    /** Returns the end of a part, as it was added. */
    int end(int part) {
        return bounds[2 * part + 1];
    }

    /** Returns the start and the end of each part from that one on, in turn. */
    int[] from(int part) {
        return Arrays.copyOfRange(bounds, 2 * part, length);
    }
}
