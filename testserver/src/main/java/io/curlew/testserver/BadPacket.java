package io.curlew.testserver;

/**
 * Packets that a server should not send, or not at that moment, as broken servers and attackers send them. For
 * {@link Rule.SentPackets#replacedBy(BadPacket)} and {@link EngineConnection#send(BadPacket)}. Send those about the
 * handshake in place of it: {@code Rule.sent().next(1).replacedBy(BadPacket.HANDSHAKE_WITHOUT_ID)}.
 *
 * <p>How a client reacts is up to the client. Curlew's client either ignores the packet, or closes the connection and
 * reconnects. The page on robustness says which, and also covers input that is not text: invalid UTF-8, frames, floods.
 */
public enum BadPacket {
    /** An empty packet. */
    EMPTY(""),
    /** A packet type that does not exist in Engine.IO. */
    UNKNOWN_TYPE("9"),
    /** JSON that is not a packet. */
    NO_PACKET("{\"error\":\"no packet\"}"),
    /** Over polling, a packet and a trailing separator; over WebSocket, a packet with data. */
    TRAILING_SEPARATOR("6\u001e"),
    /** Over polling, binary data in invalid base64; over WebSocket, an unknown packet type. */
    BAD_BASE64("b!!!not base64!!!"),

    /** An empty handshake. */
    HANDSHAKE_WITHOUT_DATA("0"),
    /** A handshake that is not JSON. */
    HANDSHAKE_WITHOUT_JSON("0garbage"),
    /** A handshake without a session id. */
    HANDSHAKE_WITHOUT_ID("0{\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}"),
    /** A handshake with an empty session id. */
    HANDSHAKE_WITH_EMPTY_ID(handshake("", "25000")),
    /** A handshake with a session id of 100 000 characters. */
    HANDSHAKE_WITH_LONG_ID(handshake("x".repeat(100_000), "25000")),
    /** A handshake with a heartbeat every -1 ms. */
    HANDSHAKE_WITH_NEGATIVE_TIME(handshake("other", "-1")),
    /** A handshake with a heartbeat every 10<sup>300</sup> ms. */
    HANDSHAKE_WITH_ENDLESS_TIME(handshake("other", "1e300")),
    /** A second handshake, with another id. */
    SECOND_HANDSHAKE(handshake("other", "1", 1, 1)),
    /** An unexpected close packet. */
    CLOSE("1"),
    /** A pong without a ping. */
    UNASKED_PONG("3"),
    /** A ping with data, which only the ping of an upgrade may have. */
    PING_WITH_DATA("2data"),
    /** The last packet of an upgrade, which only clients send. */
    UPGRADE("5"),
    /** A packet without meaning. */
    NOOP("6"),

    /** An empty Socket.IO packet. */
    EMPTY_SOCKET_PACKET("4"),
    /** A packet type that does not exist in Socket.IO. */
    UNKNOWN_SOCKET_TYPE("49"),
    /** An event without name and arguments. */
    EVENT_WITHOUT_PAYLOAD("42"),
    /** An event that is an object. */
    EVENT_WITH_OBJECT("42{}"),
    /** An event that is a text. */
    EVENT_WITH_TEXT("42\"text\""),
    /** An event without a name. */
    EVENT_WITHOUT_NAME("42[]"),
    /** An event whose name is an object. */
    EVENT_NAMED_BY_OBJECT("42[{\"toString\":\"foo\"}]"),
    /** An event whose name is null. */
    EVENT_NAMED_BY_NULL("42[null,\"bar\"]"),
    /** An event whose name is a number, which some clients accept. */
    EVENT_NAMED_BY_NUMBER("42[5,\"bar\"]"),
    /** An event whose name would clear a terminal. */
    EVENT_NAMED_BY_CONTROLS("42[\"\\u001b]0;x\\u0007\\u001b[2J\\u202e\"]"),
    /** An event with a reserved name. */
    EVENT_WITH_RESERVED_NAME("42[\"connect\"]"),
    /** An event with trailing characters after its JSON. */
    EVENT_WITH_REST("42[\"event\"]rest"),
    /** An event whose JSON is cut off. */
    EVENT_CUT_OFF("42[\"event\",\"data\""),
    /** An event with invalid JSON. */
    EVENT_WITHOUT_JSON("42[\"event\",NaN]"),
    /** An event with 10 000 arrays, one in the other. */
    EVENT_WITH_DEEP_JSON("42[\"event\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]"),
    /** An event with 100 000 arguments. */
    EVENT_WITH_MANY_ARGUMENTS("42[\"event\"" + ",0".repeat(100_000) + "]"),
    /** An event whose last argument, where a recovery looks for an offset, is a long string. */
    EVENT_WITH_LONG_OFFSET("42[\"event\",\"" + "x".repeat(100_000) + "\"]"),
    /** An event with keys that have a meaning in some languages and libraries. */
    EVENT_WITH_PROTOTYPE("42[\"event\",{\"__proto__\":{},\"constructor\":{},\"@class\":\"java.lang.Runtime\"}]"),
    /** An event with an unpaired surrogate in a key. */
    EVENT_WITH_HALF_A_CHARACTER("42[\"event\",{\"a\\ud800\":1}]"),
    /** An event for a namespace that the client has not joined. */
    EVENT_OF_ANOTHER_NAMESPACE("42/nobody-joined-this,[\"event\"]"),
    /** An answer without an id. */
    ANSWER_WITHOUT_ID("43[]"),
    /** An answer to a question that the client never asked. */
    ANSWER_TO_NOTHING("43999999999[]"),
    /** An answer with an id that is too large. */
    ANSWER_TO_TOO_LARGE_A_NUMBER("43100000000000000000000[]"),
    /** An answer whose id is a fraction. */
    ANSWER_TO_A_FRACTION("431.5[]"),
    /** An answer without a payload. */
    ANSWER_WITHOUT_PAYLOAD("431"),
    /** An answer that is an object. */
    ANSWER_WITH_OBJECT("431{}"),
    /** A refusal without a payload. */
    REFUSAL_WITHOUT_PAYLOAD("44"),
    /** A refusal whose payload is a string, as in older versions of the protocol. */
    REFUSAL_WITH_TEXT("44\"text\""),
    /** A refusal whose payload is an array. */
    REFUSAL_WITH_ARRAY("44[]"),
    /** An answer to CONNECT without the id of the client, as in older versions of the protocol. */
    CONNECT_WITHOUT_ID("40"),
    /** An answer to CONNECT whose id is a number. */
    CONNECT_WITH_NUMBER("40{\"sid\":5}"),
    /** An answer to CONNECT whose payload is a string. */
    CONNECT_WITH_TEXT("40\"text\""),
    /** A second answer to CONNECT, with another id. */
    SECOND_CONNECT("40{\"sid\":\"other\"}"),
    /**
     * A disconnect with a reason, with which python-socketio refuses clients: Curlew's client does not reconnect after
     * it.
     */
    DISCONNECT_WITH_OBJECT("41{\"message\":\"not today\"}"),
    /** A disconnect with a text. */
    DISCONNECT_WITH_TEXT("41\"text\""),
    /** An event of the type with attachments that announces none. */
    NO_ATTACHMENTS("450-[\"event\"]"),
    /** An event that announces two billion attachments. */
    TOO_MANY_ATTACHMENTS("452000000000-[\"event\"]"),
    /** An event that doesn't say how many attachments it has. */
    UNCOUNTED_ATTACHMENTS("45-[\"event\"]"),
    /** An event with +1 attachments. */
    ATTACHMENTS_WITH_SIGN("45+1-[\"event\",{\"_placeholder\":true,\"num\":0}]"),
    /** An event with one attachment that refers to the eighth. */
    WRONG_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":7}]"),
    /** An event that asks for an attachment by the name of a function. */
    NAMED_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":\"splice\"}]"),
    /** An event whose attachment doesn't follow. */
    MISSING_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":0}]"),
    /** Over polling, an attachment that no event has announced; over WebSocket, an unknown packet type. */
    UNANNOUNCED_ATTACHMENT("bAQID");

    private final String text;

    BadPacket(String text) {
        this.text = text;
    }

    /**
     * Has the reference server's values where nothing is wrong, so that the one fault is the only reason to refuse it.
     */
    private static String handshake(String sid, String pingInterval) {
        return handshake(sid, pingInterval, 20_000, 1_000_000);
    }

    private static String handshake(String sid, String pingInterval, int pingTimeout, int maxPayload) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[],\"pingInterval\":" + pingInterval + ",\"pingTimeout\":"
                + pingTimeout + ",\"maxPayload\":" + maxPayload + "}";
    }

    /** Returns the packet as it is sent. */
    public String text() {
        return text;
    }
}
