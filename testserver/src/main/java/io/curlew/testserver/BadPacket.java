package io.curlew.testserver;

/**
 * Packets that a server should not send, or not then: what broken servers have sent, and what attackers do. For
 * {@link Rule.SentPackets#replacedBy(BadPacket)} and {@link EngineConnection#send(BadPacket)}.
 */
public enum BadPacket {
    /** Nothing at all, where a packet should be. */
    EMPTY(""),
    /** A type that Engine.IO doesn't have. */
    UNKNOWN_TYPE("9"),
    /** JSON that is not a packet. */
    NO_PACKET("{\"error\":\"no packet\"}"),
    /** A second handshake, with another id. */
    SECOND_HANDSHAKE("0{\"sid\":\"other\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1,\"maxPayload\":1}"),
    /** A pong without a ping. */
    UNASKED_PONG("3"),
    /** A ping that carries data, as only that of an upgrade does. */
    PING_WITH_DATA("2data"),
    /** The packet that only clients send, at the end of an upgrade. */
    UPGRADE("5"),
    /** A packet without meaning. */
    NOOP("6"),

    /** A type that Socket.IO doesn't have. */
    UNKNOWN_SOCKET_TYPE("49"),
    /** An event without name and arguments. */
    EVENT_WITHOUT_PAYLOAD("42"),
    /** An event that is an object. */
    EVENT_WITH_OBJECT("42{}"),
    /** An event without a name. */
    EVENT_WITHOUT_NAME("42[]"),
    /** An event whose name is an object. */
    EVENT_NAMED_BY_OBJECT("42[{\"toString\":\"foo\"}]"),
    /** An event with the name of something that is no event. */
    EVENT_WITH_RESERVED_NAME("42[\"connect\"]"),
    /** An event with more behind its JSON. */
    EVENT_WITH_REST("42[\"event\"]rest"),
    /** An event with what is no JSON. */
    EVENT_WITHOUT_JSON("42[\"event\",NaN]"),
    /** An event for a namespace in which the client is not. */
    EVENT_OF_ANOTHER_NAMESPACE("42/nobody-joined-this,[\"event\"]"),
    /** An answer that doesn't say to what. */
    ANSWER_WITHOUT_ID("43[]"),
    /** An answer to what was never asked. */
    ANSWER_TO_NOTHING("43999999999[]"),
    /** A refusal that says nothing. */
    REFUSAL_WITHOUT_PAYLOAD("44"),
    /** An answer to CONNECT without the id of the client. */
    CONNECT_WITHOUT_ID("40"),
    /** An answer to CONNECT that is a text. */
    CONNECT_WITH_TEXT("40\"text\""),
    /** A second answer to CONNECT, with another id. */
    SECOND_CONNECT("40{\"sid\":\"other\"}"),
    /** An event with attachments, which has none. */
    NO_ATTACHMENTS("450-[\"event\"]"),
    /** An event with two billion attachments. */
    TOO_MANY_ATTACHMENTS("452000000000-[\"event\"]"),
    /** An event that has one attachment, and asks for the eighth. */
    WRONG_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":7}]"),
    /** An event whose attachment doesn't follow. */
    MISSING_ATTACHMENT("451-[\"event\",{\"_placeholder\":true,\"num\":0}]");

    private final String text;

    BadPacket(String text) {
        this.text = text;
    }

    /** Returns the packet as it is sent. */
    public String text() {
        return text;
    }
}
