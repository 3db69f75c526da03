package io.curlew.testserver;

/**
 * Packets that a server should not send, or not then: what broken servers have sent, and what attackers do. For
 * {@link Rule.SentPackets#replacedBy(BadPacket)} and {@link EngineConnection#send(BadPacket)}. Those about the
 * handshake are to be sent in its place: {@code Rule.sent().next(1).replacedBy(BadPacket.HANDSHAKE_WITHOUT_ID)}.
 *
 * <p>What a client makes of each is up to the client. Curlew's ignores it, or closes the connection and comes back; the
 * page on robustness says which, and has what no text can be: bytes that are no UTF-8, frames, floods.
 */
public enum BadPacket {
    /** Nothing at all, where a packet should be. */
    EMPTY(""),
    /** A type that Engine.IO doesn't have. */
    UNKNOWN_TYPE("9"),
    /** JSON that is not a packet. */
    NO_PACKET("{\"error\":\"no packet\"}"),
    /** A packet and a separator with nothing behind it, on polling; on WebSocket a packet with data. */
    TRAILING_SEPARATOR("6\u001e"),
    /** Binary data that is no base64, on polling; on WebSocket a type that Engine.IO doesn't have. */
    BAD_BASE64("b!!!not base64!!!"),

    /** A handshake with nothing in it. */
    HANDSHAKE_WITHOUT_DATA("0"),
    /** A handshake that is no JSON. */
    HANDSHAKE_WITHOUT_JSON("0garbage"),
    /** A handshake that doesn't say which session it opens. */
    HANDSHAKE_WITHOUT_ID("0{\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}"),
    /** A handshake of a session whose id is an empty text. */
    HANDSHAKE_WITH_EMPTY_ID(handshake("", "25000")),
    /** A handshake of a session whose id has 100 000 characters. */
    HANDSHAKE_WITH_LONG_ID(handshake("x".repeat(100_000), "25000")),
    /** A handshake with a heartbeat every -1 ms. */
    HANDSHAKE_WITH_NEGATIVE_TIME(handshake("other", "-1")),
    /** A handshake with a heartbeat every 10<sup>300</sup> ms. */
    HANDSHAKE_WITH_ENDLESS_TIME(handshake("other", "1e300")),
    /** A second handshake, with another id. */
    SECOND_HANDSHAKE(handshake("other", "1")),
    /** The end of the transport, out of the blue. */
    CLOSE("1"),
    /** A pong without a ping. */
    UNASKED_PONG("3"),
    /** A ping that carries data, as only that of an upgrade does. */
    PING_WITH_DATA("2data"),
    /** The packet that only clients send, at the end of an upgrade. */
    UPGRADE("5"),
    /** A packet without meaning. */
    NOOP("6"),

    /** Nothing at all, where a packet of Socket.IO should be. */
    EMPTY_SOCKET_PACKET("4"),
    /** A type that Socket.IO doesn't have. */
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
    /** An event whose name is a number, which some clients take. */
    EVENT_NAMED_BY_NUMBER("42[5,\"bar\"]"),
    /** An event whose name would clear a terminal. */
    EVENT_NAMED_BY_CONTROLS("42[\"\\u001b]0;x\\u0007\\u001b[2J\\u202e\"]"),
    /** An event with the name of something that is no event. */
    EVENT_WITH_RESERVED_NAME("42[\"connect\"]"),
    /** An event with more behind its JSON. */
    EVENT_WITH_REST("42[\"event\"]rest"),
    /** An event whose JSON is cut off. */
    EVENT_CUT_OFF("42[\"event\",\"data\""),
    /** An event with what is no JSON. */
    EVENT_WITHOUT_JSON("42[\"event\",NaN]"),
    /** An event with 10 000 arrays, one in the other. */
    EVENT_WITH_DEEP_JSON("42[\"event\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]"),
    /** An event with 100 000 arguments. */
    EVENT_WITH_MANY_ARGUMENTS("42[\"event\"" + ",0".repeat(100_000) + "]"),
    /** An event with a long text for its last argument, where a recovery looks for an offset. */
    EVENT_WITH_LONG_OFFSET("42[\"event\",\"" + "x".repeat(100_000) + "\"]"),
    /** An event with keys that mean something to some languages and libraries. */
    EVENT_WITH_PROTOTYPE("42[\"event\",{\"__proto__\":{},\"constructor\":{},\"@class\":\"java.lang.Runtime\"}]"),
    /** An event with half a character in a key. */
    EVENT_WITH_HALF_A_CHARACTER("42[\"event\",{\"a\\ud800\":1}]"),
    /** An event for a namespace in which the client is not. */
    EVENT_OF_ANOTHER_NAMESPACE("42/nobody-joined-this,[\"event\"]"),
    /** An answer that doesn't say to what. */
    ANSWER_WITHOUT_ID("43[]"),
    /** An answer to what was never asked. */
    ANSWER_TO_NOTHING("43999999999[]"),
    /** An answer to a number that no question can have. */
    ANSWER_TO_TOO_LARGE_A_NUMBER("43100000000000000000000[]"),
    /** An answer to a number that is none of a question. */
    ANSWER_TO_A_FRACTION("431.5[]"),
    /** An answer with nothing in it, not even no arguments. */
    ANSWER_WITHOUT_PAYLOAD("431"),
    /** An answer that is an object. */
    ANSWER_WITH_OBJECT("431{}"),
    /** A refusal that says nothing. */
    REFUSAL_WITHOUT_PAYLOAD("44"),
    /** A refusal that is a text, as in older versions of the protocol. */
    REFUSAL_WITH_TEXT("44\"text\""),
    /** A refusal that is an array. */
    REFUSAL_WITH_ARRAY("44[]"),
    /** An answer to CONNECT without the id of the client, as in older versions of the protocol. */
    CONNECT_WITHOUT_ID("40"),
    /** An answer to CONNECT with a number for an id. */
    CONNECT_WITH_NUMBER("40{\"sid\":5}"),
    /** An answer to CONNECT that is a text. */
    CONNECT_WITH_TEXT("40\"text\""),
    /** A second answer to CONNECT, with another id. */
    SECOND_CONNECT("40{\"sid\":\"other\"}"),
    /** A disconnect that says why, by which python-socketio refuses: Curlew's client does not come back from it. */
    DISCONNECT_WITH_OBJECT("41{\"message\":\"not today\"}"),
    /** A disconnect with a text. */
    DISCONNECT_WITH_TEXT("41\"text\""),
    /** An event with attachments, which has none. */
    NO_ATTACHMENTS("450-[\"event\"]"),
    /** An event with two billion attachments. */
    TOO_MANY_ATTACHMENTS("452000000000-[\"event\"]"),
    /** An event that doesn't say how many attachments it has. */
    UNCOUNTED_ATTACHMENTS("45-[\"event\"]"),
    /** An event with +1 attachments. */
    ATTACHMENTS_WITH_SIGN("45+1-[\"event\",{\"_placeholder\":true,\"num\":0}]"),
    /** An event that has one attachment, and asks for the eighth. */
    WRONG_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":7}]"),
    /** An event that asks for an attachment by the name of a function. */
    NAMED_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":\"splice\"}]"),
    /** An event whose attachment doesn't follow. */
    MISSING_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":0}]"),
    /** An attachment of no event, on polling; on WebSocket a type that Engine.IO doesn't have. */
    UNANNOUNCED_ATTACHMENT("bAQID");

    private final String text;

    BadPacket(String text) {
        this.text = text;
    }

    private static String handshake(String sid, String pingInterval) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[],\"pingInterval\":" + pingInterval
                + ",\"pingTimeout\":1,\"maxPayload\":1}";
    }

    /** Returns the packet as it is sent. */
    public String text() {
        return text;
    }
}
