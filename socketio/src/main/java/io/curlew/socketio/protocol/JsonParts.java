package io.curlew.socketio.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a JSON value lies, and where its parts do if it is an array. A scanner fills it again and again. */
final class JsonParts {
    /**
     * So many parts are noted one by one, the most that any but very strange packets have; of more, only the starts.
     */
    static final int FEW = 16;

    private static final byte[] NO_JSON = {};

    private int[] bounds = new int[FEW]; // start and end of each part
    private int length;
    private byte[] json = NO_JSON;
    private int start;
    private int limit;
    private int end;
    private @Nullable PartMarks many;

    /** A value begins there, in a text that goes up to the limit. */
    void begin(byte[] text, int at, int to) {
        json = text;
        start = at;
        limit = to;
        length = 0;
        many = null;
    }

    /** Lets go of the text. */
    void forget() {
        json = NO_JSON;
        many = null;
    }

    void add(int partStart, int partEnd) {
        if (many != null) {
            many.add(partStart);
        } else if (length == 2 * FEW) {
            many = marked();
            many.add(partStart);
        } else {
            addBounds(partStart, partEnd);
        }
    }

    private void addBounds(int partStart, int partEnd) {
        if (length == bounds.length) {
            bounds = Arrays.copyOf(bounds, length * 2);
        }
        bounds[length++] = partStart;
        bounds[length++] = partEnd;
    }

    private PartMarks marked() {
        PartMarks marks = new PartMarks(json, start, limit);
        for (int part = 0; part < FEW; part++) {
            marks.add(bounds[2 * part]);
        }
        return marks;
    }

    void finish(int at) {
        end = at;
        if (many != null) {
            many.finish(at);
        }
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
        return many == null ? length / 2 : many.count();
    }

    int start(int part) {
        return many == null ? bounds[2 * part] : many.start(part);
    }

    /** Returns the end of a part, as it was added; of very many, without what was added to it. */
    int end(int part) {
        return many == null ? bounds[2 * part + 1] : many.end(part);
    }

    /** Returns the start and the end of each part from that one on, in turn, when there are few. */
    int[] from(int part) {
        return Arrays.copyOfRange(bounds, 2 * part, length);
    }

    /** Returns all of them when there are very many, and null when there are few. Given away. */
    @Nullable
    PartMarks many() {
        return many;
    }
}
