package io.curlew.socketio.jackson;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parser that goes on to the next value when it is through with one: to make a parser costs as much as to read a small
 * value. Used by one thread at a time.
 */
final class ValueParser {
    /**
     * So much is read with one parser. It remembers the names of properties that it saw, which a peer may make up; and it
     * copies what it reads, which does not pay for what is large.
     */
    private static final int MAX_BYTES = 64 * 1024;

    private final Feed feed = new Feed();
    private final JsonMapper mapper;
    private @Nullable JsonParser parser; // made when there is something to read, since it looks at that at once
    private int left = MAX_BYTES;

    ValueParser(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns whether a value of that many bytes may be read with such a parser. */
    static boolean suits(int length) {
        return length < MAX_BYTES;
    }

    /**
     * Reads the one value in a range of bytes. After an exception this is of no more use.
     *
     * @param reader of the mapper
     */
    @Nullable
    Object read(ObjectReader reader, byte[] json, int from, int to) {
        feed.give(json, from, to);
        left -= to - from;
        if (parser == null) {
            parser = mapper.tokenStreamFactory().createParser(new ValueContext(mapper), feed);
        }
        return reader.readValue(parser);
    }

    /** Returns whether another value may be read: not when somebody read on behind the last one, or left some of it. */
    boolean isReusable() {
        return left > 0
                && !feed.overread
                && parser != null
                && parser.streamReadContext().inRoot();
    }

    void close() {
        if (parser != null) {
            parser.close();
        }
    }

    /** One value after the other, with a space between them as Jackson wants it, and an end for who reads on. */
    private static final class Feed extends InputStream {
        private byte[] bytes = {};
        private int at;
        private int end;
        private boolean separated = true;
        private boolean overread;

        void give(byte[] json, int from, int to) {
            bytes = json;
            at = from;
            end = to;
            separated = false;
        }

        @Override
        public int read() {
            if (at < end) {
                return bytes[at++] & 0xFF;
            }
            overread |= separated;
            boolean over = separated;
            separated = true;
            return over ? -1 : ' ';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            if (count < length && !separated) {
                target[offset + count++] = ' ';
                separated = true;
            }
            overread |= count == 0;
            return count == 0 ? -1 : count;
        }
    }
}
