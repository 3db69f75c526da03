package io.curlew.socketio.protocol;

/**
 * What stands in front of a packet's payload: {@code <type>[<attachments>-][<namespace>,][<ack id>]}, the numbers in
 * ASCII digits.
 */
final class Header {
    /** Stands for an ack id that is not there. */
    static final long NO_ID = SocketPacket.Ack.NO_ID;

    /** The largest that JavaScript counts to without gaps. */
    static final long MAX_ID = 1L << 53;

    private static final byte[] NONE = {};

    private final int maxAttachments;
    private final NameCache names;
    private byte[] frame = NONE;
    private int at;

    int attachments;
    String namespace = Namespaces.MAIN;
    long ackId;
    /** Where the payload starts: the end of the frame when there is none. */
    int payload;

    Header(int maxAttachments, NameCache names) {
        this.maxAttachments = maxAttachments;
        this.names = names;
    }

    /** Reads that of a frame; the previous one's is gone. */
    Header read(byte[] packet, boolean binary) {
        frame = packet;
        at = 1;
        attachments = binary ? attachments(maxAttachments) : 0;
        namespace = namespace();
        ackId = ackId();
        payload = at;
        return this;
    }

    /** Lets go of the frame, which would else stay in memory until the next one comes. */
    void forget() {
        frame = NONE;
    }

    /** Reads the count, which is checked now: whoever waits for attachments must know that they are allowed. */
    private int attachments(int max) {
        int start = at;
        long count = 0;
        while (isDigit() && count <= max) {
            count = 10 * count + digit();
            at++;
        }
        if (count > max) {
            throw new ParseException(
                    "too many attachments: at most " + max + " are allowed (the limit maxAttachments)", start);
        }
        if (count == 0 || frame[start] == '0' || at == frame.length || frame[at] != '-') {
            throw new ParseException("illegal attachments: a count and '-' were expected", start);
        }
        at++;
        return (int) count;
    }

    private String namespace() {
        if (at == frame.length || frame[at] != '/') {
            return Namespaces.MAIN;
        }
        int start = at;
        while (at < frame.length && frame[at] != ',') {
            at++;
        }
        if (at - start > NameCache.MAX_NAME) {
            throw new ParseException("a namespace may have at most " + NameCache.MAX_NAME + " bytes", start);
        }
        String name = at == start + 1 ? Namespaces.MAIN : names.get(frame, start, at);
        at = Math.min(at + 1, frame.length);
        return name;
    }

    private long ackId() {
        int start = at;
        long id = 0;
        while (isDigit()) {
            id = 10 * id + digit();
            if (id > MAX_ID) {
                throw new ParseException("an ack id may not be above 2^53", start);
            }
            at++;
        }
        return at == start ? NO_ID : id;
    }

    private boolean isDigit() {
        return at < frame.length && frame[at] >= '0' && frame[at] <= '9';
    }

    private int digit() {
        return frame[at] - '0';
    }
}
