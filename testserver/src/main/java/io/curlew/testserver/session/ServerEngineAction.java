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

    /** Calls the method for this kind of action. A new kind needs one there, so that none is forgotten. */
    void to(Handler handler);

    /** Does what is to be done. */
    interface Handler {
        void perform(Opened action);

        void perform(Received action);

        void perform(Closed action);

        void perform(AnswerGet action);

        void perform(AnswerPost action);

        void perform(Refuse action);

        void perform(SendFrames action);

        void perform(CloseWebSocket action);

        void perform(Drop action);
    }

    /** The session is open: notify the application. */
    record Opened() implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The application gets a message. */
    record Received(EngineData data) implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The session has ended: notify the application. Only answers to requests follow. */
    record Closed(EngineClose close) implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The GET is answered with these packets. */
    record AnswerGet(long request, List<EnginePacket> packets) implements ServerEngineAction {
        public AnswerGet {
            packets = List.copyOf(packets);
        }

        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The POST is answered with {@code ok}. */
    record AnswerPost(long request) implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The GET or POST is answered with status 400. */
    record Refuse(long request) implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The packets go out on the WebSocket, one a frame. */
    record SendFrames(long webSocket, List<EnginePacket> packets) implements ServerEngineAction {
        public SendFrames {
            packets = List.copyOf(packets);
        }

        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The WebSocket is closed by a close frame with that code. */
    record CloseWebSocket(long webSocket, int code) implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** Every connection of the session is reset, whatever it is doing. */
    record Drop() implements ServerEngineAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }
}
