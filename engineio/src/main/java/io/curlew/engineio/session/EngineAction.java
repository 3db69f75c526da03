package io.curlew.engineio.session;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import java.util.List;
import java.util.Optional;

/** What an {@link EngineSession} wants done next: something to the network, or something to tell the application. */
public sealed interface EngineAction {

    /** Calls the method for this kind of action. A new kind needs one there, so that none is forgotten. */
    void to(Network network, Application application);

    /** Does what is to be done to the network. */
    interface Network {
        void perform(OpenTransport action);

        void perform(Write action);

        void perform(Ping action);

        void perform(Pause action);

        void perform(Resume action);

        void perform(CloseTransport action);

        void perform(AbortTransport action);

        void perform(LeaveTransport action);
    }

    /** Tells the application. */
    interface Application {
        void tell(Opened action);

        void tell(Received action);

        void tell(Upgraded action);

        void tell(UpgradeFailed action);

        void tell(Drained action);

        void tell(Receipt action);

        void tell(Failed action);

        void tell(Closed action);

        void tell(Oversized action);

        void tell(Unsent action);
    }

    /** To the network: open a transport; with the session's id when it is to carry an existing session. */
    record OpenTransport(TransportId transport, Optional<String> sid) implements EngineAction {
        /** Without the session's id, which is a secret. */
        @Override
        public String toString() {
            return "OpenTransport[" + transport + "]";
        }

        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: send these packets, in order. The session waits for {@code writable} before the next write. */
    record Write(TransportId transport, List<EnginePacket> packets) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /**
     * To the network: send a ping of the WebSocket protocol behind what was written. {@code pingLeft} follows, then
     * {@code ponged} when the server answers.
     */
    record Ping(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: let requests in flight come back, start no new ones, then say {@code paused}. */
    record Pause(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: poll again. */
    record Resume(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: close in good order; {@code failed} follows. */
    record CloseTransport(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: drop the transport, with all requests in flight. Nothing follows. */
    record AbortTransport(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the network: drop the transport, and see to it that the server notices. Nothing follows. */
    record LeaveTransport(TransportId transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** To the application: the session is open. */
    record Opened(TransportType transport, Handshake handshake) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: a packet arrived. */
    record Received(EnginePacket packet) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: the session has moved to this transport. */
    record Upgraded(TransportType transport) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: the session stays where it was. */
    record UpgradeFailed(TransportException why) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: everything given to {@code send} has been handed to the transport. */
    record Drained() implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * To the application, for each {@code requestReceipt} and in their order: the server has read all messages that
     * were accepted before.
     *
     * @param read whether that is so; false when it can't be known, since the session has ended or the server answers
     *     no pings
     */
    record Receipt(boolean read) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: something failed; unless another transport is tried next, {@link Closed} follows. */
    record Failed(Throwable why) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: the session has ended. The last action of every session, and there is exactly one. */
    record Closed(EngineClose close, List<EnginePacket.Message> unsent) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: a message is larger than the server takes in one HTTP body, and was not sent. */
    record Oversized(EnginePacket.Message message, long limit) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** To the application: a message came too late to be sent. */
    record Unsent(EnginePacket.Message message) implements EngineAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }
}
