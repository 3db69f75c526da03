package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import java.util.List;

/** What the journal prints of packets. */
final class Lines {
    /** How many bytes of a packet are shown: no more characters than of any sentence. */
    private static final int SHOWN = PeerText.SENTENCE;

    private Lines() {}

    static String event(String namespace, String name, Args args) {
        return PeerText.name(namespace) + " \"" + PeerText.name(name) + "\"" + args(args);
    }

    static String ack(String namespace, long ackId, Args args) {
        return PeerText.name(namespace) + " to event " + ackId + args(args);
    }

    private static String args(Args args) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < args.size() && shown.length() < SHOWN; i++) {
            String arg = args.isBinary(i)
                    ? "(binary, " + args.binary(i).remaining() + " bytes)"
                    : PeerText.sentence(args.json(i));
            shown.append(i == 0 ? " " : ", ").append(arg);
        }
        return shown.toString();
    }

    /** Returns the beginning of a packet that is sent, as it goes over the wire. */
    static String packet(List<EngineData> messages) {
        String more = messages.size() == 1 ? "" : " and " + (messages.size() - 1) + " attachments";
        return message(messages.get(0)) + more;
    }

    /** Returns the beginning of a message. */
    static String message(EngineData data) {
        return data.isText() ? beginning(data.array()) : "binary, " + data.array().length + " bytes";
    }

    /** Returns the beginning of a packet of Engine.IO, as it goes over a WebSocket. */
    static String packet(EnginePacket packet) {
        byte[] data = FrameCodec.data(packet);
        return FrameCodec.isBinary(packet)
                ? "binary, " + data.length + " bytes"
                : (char) FrameCodec.type(packet) + beginning(data);
    }

    /** Returns the beginning of what is sent. */
    static String packet(SentPacket sent) {
        return sent.instead().map(text -> beginning(text.getBytes(UTF_8))).orElseGet(() -> packet(sent.packet()));
    }

    private static String beginning(byte[] utf8) {
        int shown = Math.min(utf8.length, SHOWN);
        String beginning = new String(utf8, 0, shown, UTF_8);
        return PeerText.escaped(beginning) + (shown < utf8.length ? "... (" + utf8.length + " bytes)" : "");
    }
}
