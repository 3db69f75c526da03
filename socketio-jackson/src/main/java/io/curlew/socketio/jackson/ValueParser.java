package io.curlew.socketio.jackson;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parser that goes on to the next value when it is through with one: to make a parser costs as much as to read a
 * small value. Used by one thread at a time.
 */
final class ValueParser {
    /**
     * So much is read with one parser. It remembers the names of properties that it saw, which a peer may make up; and
     * it copies what it reads, which does not pay for what is large.
     */
    private static final int MAX_BYTES = 64 * 1024;

    private final Feed feed = new Feed();
    private final JsonMapper mapper;
    private final ValueContext context;
    private @Nullable JsonParser parser; // made when there is something to read, since it looks at that at once
    private int left = MAX_BYTES;

    ValueParser(JsonMapper mapper) {
        this.mapper = mapper;
        this.context = new ValueContext(mapper);
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
            parser = mapper.tokenStreamFactory().createParser(context, feed);
        }
        return reader.readValue(parser);
    }

    /**
     * Ends the reading of a value. Returns whether another may be read: not when a deserialiser left some of this one,
     * read on behind it, or closed the parser.
     */
    boolean end() {
        context.forget();
        boolean clean = feed.end()
                && parser != null
                && !parser.isClosed()
                && parser.streamReadContext().inRoot();
        return clean && left > 0;
    }

    void close() {
        if (parser != null) {
            parser.close();
        }
    }

    /** One value after the other, with space between them as Jackson wants it, and an end for who reads on. */
    private static final class Feed extends InputStream {
        /** As many bytes as Jackson looks at to find out the encoding, so that a value of one is enough for that. */
        private static final byte[] SPACE = {' ', ' ', ' ', ' '};

        private static final byte[] NOTHING = {};

        private byte[] bytes = NOTHING;
        private int at;
        private int end;
        private boolean spaced = true;
        private boolean overread;

        void give(byte[] json, int from, int to) {
            bytes = json;
            at = from;
            end = to;
            spaced = false;
        }

        /** Lets go of the value's frame. Returns whether all of the value was read, and no more. */
        boolean end() {
            boolean whole = (spaced || at == end) && !overread;
            bytes = NOTHING;
            at = 0;
            end = 0;
            spaced = true;
            return whole;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == end && !spaced) {
                give(SPACE, 0, SPACE.length);
                spaced = true;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            overread |= count == 0;
            return count == 0 ? -1 : count;
        }
    }
}
