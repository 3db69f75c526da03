package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.List;

/**
 * What a {@link ServerEngineSession} wants done next. Requests and WebSockets have the numbers that the driver gave
 * them.
 */
public sealed interface ServerEngineAction {

    /** The session is open: the application hears of it. */
    record Opened() implements ServerEngineAction {}

    /** The application gets a message. */
    record Received(EngineData data) implements ServerEngineAction {}

    /** The session has ended: the application hears of it. Nothing but answers to requests follows. */
    record Closed(EngineClose close) implements ServerEngineAction {}

    /** The GET is answered with these packets. */
    record AnswerGet(long request, List<EnginePacket> packets) implements ServerEngineAction {
        public AnswerGet {
            packets = List.copyOf(packets);
        }
    }

    /** The POST is answered with {@code ok}. */
    record AnswerPost(long request) implements ServerEngineAction {}

    /** The GET or POST is answered with status 400. */
    record Refuse(long request) implements ServerEngineAction {}

    /** The packets go out on the WebSocket, one a frame. */
    record SendFrames(long webSocket, List<EnginePacket> packets) implements ServerEngineAction {
        public SendFrames {
            packets = List.copyOf(packets);
        }
    }

    /** The WebSocket is closed by a close frame with that code. */
    record CloseWebSocket(long webSocket, int code) implements ServerEngineAction {}

    /** Every connection of the session is reset, whatever it is doing. */
    record Drop() implements ServerEngineAction {}
}
