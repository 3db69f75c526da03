package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Map;
import java.util.Optional;

/** What the driver of a {@link ClientSession} has to do next: to the connection, or tell the application. */
public sealed interface SocketAction {

    /** Calls the method for this kind of action. A new kind needs one there, so that none is forgotten. */
    void to(Network network, Application application);

    /** Does what is to be done to the connection, or with what was to be sent over it. */
    interface Network {
        void perform(OpenConnection action);

        void perform(CloseConnection action);

        void perform(SendConnect action);

        void perform(AwaitReceipt action);

        void perform(PrepareClose action);

        void perform(SendDisconnect action);

        void perform(SendEvent action);

        void perform(SendAck action);

        void perform(Dropped action);

        void perform(Settled action);

        void perform(AckDropped action);

        void perform(Closed action);
    }

    /** Tells the application. */
    interface Application {
        void tell(Ignored action);

        void tell(ConnectionOpened action);

        void tell(ConnectionClosed action);

        void tell(OpenFailed action);

        void tell(ReconnectAttempt action);

        void tell(ReconnectError action);

        void tell(ReconnectFailed action);

        void tell(Reconnected action);

        void tell(Joined action);

        void tell(Connected action);

        void tell(AlreadyConnected action);

        void tell(ConnectFailed action);

        void tell(Disconnected action);

        void tell(EventArrived action);

        void tell(AckArrived action);

        void tell(AckFailed action);
    }

    /**
     * Open a new connection; answered by {@code connectionOpened} or {@code connectionFailed}.
     *
     * @param attempt 0 for the first, then the number of the reconnection attempt
     */
    record OpenConnection(int attempt) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** Send what was given to the connection, close it, and pass on nothing more of what it says. */
    record CloseConnection() implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /**
     * Ask for the auth data, encode and send a CONNECT packet. When the data can't be had: {@code authFailed}.
     *
     * @param recovery fields to put before the auth data's own
     */
    record SendConnect(String namespace, Map<String, String> recovery) implements SocketAction {
        /** Omits the recovery fields, because anyone who knows them can take over the session. */
        @Override
        public String toString() {
            return "SendConnect[" + namespace + "]";
        }

        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /**
     * Find out when the server has read everything that was sent; answered by {@code receipt}, also when that can't be
     * found out.
     *
     * @param join goes back with the answer, which is of no use after a later join
     */
    record AwaitReceipt(String namespace, int join) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /**
     * Nobody waits for anything that the connection brings, and it will be closed soon: give up what would delay that.
     */
    record PrepareClose() implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** Send a DISCONNECT packet. */
    record SendDisconnect(String namespace) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** Send an event. */
    record SendEvent(String namespace, Emit event) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** Send the answer to an event. */
    record SendAck(String namespace, EncodedPacket packet) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** This event left the session: it was not sent, or will not be sent again although it was not answered. */
    record Dropped(String namespace, Emit event, DropReason why) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** This event will not be sent again: it was answered, or its answer is no longer awaited. */
    record Settled(String namespace, Emit event) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** This answer is not sent: the connection is gone on which it was asked for. */
    record AckDropped(String namespace, EncodedPacket packet) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }

    /** A packet does not fit the state it came in and was ignored. */
    record Ignored(SocketPacket packet) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The connection is open. */
    record ConnectionOpened() implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * The connection is closed.
     *
     * @param willReconnect whether another is tried without being asked for
     */
    record ConnectionClosed(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect)
            implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The connection could not be opened, whichever attempt that was. */
    record OpenFailed(Throwable cause) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** A reconnection attempt begins; they count from 1. */
    record ReconnectAttempt(int attempt) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** A reconnection attempt failed. */
    record ReconnectError(int attempt, Throwable cause) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The last reconnection attempt failed; there will be no other until the application connects again. */
    record ReconnectFailed() implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** A reconnection attempt opened a connection. */
    record Reconnected(int attempt) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * The namespace has a session id from now on; buffered events come next, then {@link Connected}.
     *
     * @param pid the private id of the session, when the server offers recovery
     */
    record Joined(String namespace, String sid, boolean recovered, Optional<String> pid) implements SocketAction {
        /** Without the ids, which are secrets. */
        @Override
        public String toString() {
            return "Joined[" + namespace + ", recovered=" + recovered + "]";
        }

        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The namespace is connected, and what was buffered for it is sent. */
    record Connected(String namespace) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The application asked to connect a namespace that is connected. */
    record AlreadyConnected(String namespace) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * The namespace could not be joined.
     *
     * @param willRetry whether that is tried again without being asked for
     */
    record ConnectFailed(String namespace, ConnectFailure why, boolean willRetry) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * The namespace is no longer connected.
     *
     * @param willReconnect whether that is tried without being asked for
     * @param said what the server said with its disconnect
     */
    record Disconnected(
            String namespace,
            DisconnectReason reason,
            Optional<Throwable> cause,
            boolean willReconnect,
            Optional<Json> said)
            implements SocketAction {
        Disconnected(String namespace, DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect) {
            this(namespace, reason, cause, willReconnect, Optional.empty());
        }

        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * An event arrived.
     *
     * @param size its bytes; an int, as is the next, since of these objects there are very many
     * @param memory what it takes while it waits, in bytes, about
     * @param join goes back with the answer, which is of no use after a later join
     * @param offset where a recovery would go on after this event
     */
    record EventArrived(SocketPacket.Event event, int size, int memory, int join, Optional<String> offset)
            implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /**
     * The answer to an event arrived.
     *
     * @param memory what it takes while it waits, in bytes, about
     */
    record AckArrived(String namespace, Emit event, Args args, int memory) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** There will be no answer to an event. */
    record AckFailed(String namespace, Emit event, AckFailure why) implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            application.tell(this);
        }
    }

    /** The session has ended; nothing follows. */
    record Closed() implements SocketAction {
        @Override
        public void to(Network network, Application application) {
            network.perform(this);
        }
    }
}
