package io.curlew.socketio.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A strict scanner for JSON (RFC 8259) that builds no values: it tells whether a range of bytes is one JSON value, and
 * where the parts of that value are. Can be used again, by one thread.
 *
 * <p>It is iterative, so that depth costs no stack, and throws {@link ParseException} and nothing else, whatever the
 * bytes. It takes well-formed UTF-8 for granted: what is not passes inside strings.
 */
final class JsonScanner {
    private static final int NOT_FOUND = -1;
    private static final byte[] NONE = {};
    /** What may end a string, or must not stand in one. */
    private static final boolean[] SPECIAL = new boolean[256];

    static {
        Arrays.fill(SPECIAL, 0, ' ', true);
        SPECIAL['"'] = true;
        SPECIAL['\\'] = true;
    }

    private static final ThreadLocal<JsonScanner> MINE =
            ThreadLocal.withInitial(() -> new JsonScanner(ParserLimits.defaults()));

    private int maxDepth;
    private int maxDigits;
    private final JsonParts parts = new JsonParts();
    private boolean[] objects = new boolean[16]; // for each open container, whether it is an object

    private byte[] json = NONE;
    private int end;
    private @Nullable Placeholders placeholders;
    private int depth;
    private boolean fresh; // the innermost open container has no part yet
    private int partStart;
    private @Nullable String wanted; // the name of a field of the outermost object
    private boolean inWanted; // its value is being scanned
    private int wantedStart;
    private int wantedEnd;

    JsonScanner(ParserLimits limits) {
        maxDepth = limits.maxDepth();
        maxDigits = limits.maxNumberDigits();
    }

    /**
     * Returns the calling thread's, which from now on keeps to these limits: all connections of a loop have one
     * together, since it holds nothing between two packets.
     */
    static JsonScanner mine(ParserLimits limits) {
        JsonScanner mine = MINE.get();
        mine.maxDepth = limits.maxDepth();
        mine.maxDigits = limits.maxNumberDigits();
        return mine;
    }

    /**
     * Scans the one value that the range must consist of.
     *
     * @param found is told about all placeholders of attachments; a part that is one as a whole has a negative end
     * @return the parts, good until the next scan
     */
    JsonParts scan(byte[] bytes, int from, int to, @Nullable Placeholders found) {
        placeholders = found;
        wanted = null;
        return scan(bytes, from, to);
    }

    /**
     * Scans the one object that the range must consist of, for the last of its fields with that name.
     *
     * @return whether there is one; {@link #wantedStart()} and {@link #wantedEnd()} tell where
     */
    boolean find(byte[] bytes, int from, int to, String name) {
        placeholders = null;
        wanted = name;
        wantedEnd = NOT_FOUND;
        JsonParts unused = scan(bytes, from, to);
        return wantedEnd != NOT_FOUND;
    }

    /** Returns where the value starts that was found. */
    int wantedStart() {
        return wantedStart;
    }

    /** Returns what is behind the value that was found. */
    int wantedEnd() {
        return wantedEnd;
    }

    /** Lets go of what was scanned, which would else stay in memory until the next scan. */
    void forget() {
        json = NONE;
        placeholders = null;
        parts.forget();
    }

    private JsonParts scan(byte[] bytes, int from, int to) {
        json = bytes;
        end = to;
        depth = 0;
        int start = skipSpace(from);
        parts.begin(bytes, start, to);
        int at = begin(start);
        while (depth > 0) {
            at = step(skipSpace(at));
        }
        parts.finish(at);
        at = skipSpace(at);
        if (at != to) {
            throw new ParseException("nothing may follow the JSON value", at);
        }
        return parts;
    }

    /** Goes on in the innermost container: closes it, or begins its next part. */
    private int step(int from) {
        boolean inObject = objects[depth - 1];
        byte next = peek(from);
        if (next == (inObject ? '}' : ']')) {
            return close(from + 1);
        }
        int at = from;
        if (!fresh) {
            at = skipSpace(expect((byte) ',', at));
        }
        return begin(inObject ? key(at) : at);
    }

    /** Scans a scalar, or the opening bracket of a container. */
    private int begin(int at) {
        if (depth == 1) {
            partStart = at;
        }
        byte first = peek(at);
        if (first == '[' || first == '{') {
            open(first == '{', at);
            return at + 1;
        }
        int behind = scalar(first, at);
        fresh = false;
        if (placeholders != null) {
            placeholders.scalar(json, at, behind);
        }
        if (depth == 1) {
            part(at, behind);
        }
        return behind;
    }

    /** Takes note of a part of the outermost container. Of objects nobody asks for more than one field. */
    private void part(int from, int behind) {
        if (!objects[0]) {
            parts.add(from, behind);
        } else if (inWanted) {
            wantedStart = from;
            wantedEnd = behind;
        }
    }

    private void open(boolean object, int at) {
        if (depth == maxDepth) {
            throw new ParseException(
                    "JSON may be nested at most " + maxDepth + " levels deep (the limit maxDepth)", at);
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
        }
        objects[depth++] = object;
        fresh = true;
        if (placeholders != null) {
            placeholders.open(at);
        }
    }

    private int close(int behind) {
        depth--;
        fresh = false;
        boolean placeholder = placeholders != null && placeholders.close(behind);
        if (depth == 1) {
            part(partStart, placeholder ? ~behind : behind);
        }
        return behind;
    }

    /** Scans a key, the colon, and the space around it. */
    private int key(int at) {
        if (peek(at) != '"') {
            throw new ParseException("a key in double quotes was expected", at);
        }
        int behind = string(at);
        if (depth == 1) {
            inWanted = wanted != null && JsonText.isString(json, at, behind, wanted);
        }
        if (placeholders != null) {
            placeholders.key(json, at, behind);
        }
        return skipSpace(expect((byte) ':', skipSpace(behind)));
    }

    private int scalar(byte first, int at) {
        return switch (first) {
            case '"' -> string(at);
            case 't' -> word("true", at);
            case 'f' -> word("false", at);
            case 'n' -> word("null", at);
            default -> JsonNumbers.skip(json, at, end, maxDigits);
        };
    }

    private int string(int from) {
        byte[] bytes = json;
        int to = end;
        int at = from + 1;
        while (at < to) {
            byte next = bytes[at++];
            if (!SPECIAL[next & 0xFF]) {
                continue;
            }
            if (next == '"') {
                return at;
            }
            if (next != '\\') {
                throw new ParseException("control characters must be escaped", at - 1);
            }
            at = escape(at);
        }
        throw tooShort();
    }

    /** Scans what follows a backslash. */
    private int escape(int at) {
        byte kind = peek(at);
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) == NOT_FOUND) {
                throw new ParseException("unknown escape", at);
            }
            return at + 1;
        }
        for (int i = 1; i <= 4; i++) {
            if (JsonText.hexDigit(peek(at + i)) < 0) {
                throw new ParseException("four hexadecimal digits were expected", at + i);
            }
        }
        return at + 5;
    }

    private int word(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            if (peek(from + i) != word.charAt(i)) {
                throw new ParseException("a JSON value was expected", from);
            }
        }
        return from + word.length();
    }

    private int expect(byte wanted, int at) {
        if (peek(at) != wanted) {
            throw new ParseException("'" + (char) wanted + "' was expected", at);
        }
        return at + 1;
    }

    private int skipSpace(int from) {
        int at = from;
        if (at < end && json[at] > ' ') {
            return at; // as it is nearly always
        }
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r')) {
            at++;
        }
        return at;
    }

    private byte peek(int at) {
        if (at >= end) {
            throw tooShort();
        }
        return json[at];
    }

    private ParseException tooShort() {
        return new ParseException("the JSON text ends too early", end);
    }
}
