package io.curlew.socketio.jackson;

import java.util.List;

/**
 * Copies attachments for one value, up to a bound: a peer may refer to a large one as often as it likes, and each
 * reference has some thirty bytes.
 */
final class Copies {
    /** As for all that is decoded: so many times what came, and a little. */
    private static final int TIMES = 3;

    private static final long FREE = 64 * 1024;

    private long left;

    /** @param json how many bytes of JSON the value has */
    Copies(int json, List<byte[]> attachments) {
        long came = json;
        for (byte[] attachment : attachments) {
            came += attachment.length;
        }
        left = TIMES * came + FREE;
    }

    /** Returns a copy that is the reader's own. */
    byte[] of(byte[] attachment) {
        left -= attachment.length;
        if (areTooMany()) {
            throw new IllegalStateException("too many copies");
        }
        return attachment.clone();
    }

    boolean areTooMany() {
        return left < 0;
    }

    /** Returns what is wrong, for whoever asked for the value. */
    static String tooMany() {
        return "its attachments are referred to so often that copies would take more than " + TIMES
                + " times what came: ByteBuffer takes none";
    }
}
