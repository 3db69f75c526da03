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

    /**
     * Open a new connection; answered by {@code connectionOpened} or {@code connectionFailed}.
     *
     * @param attempt 0 for the first, then the number of the reconnection attempt
     */
    record OpenConnection(int attempt) implements SocketAction {}

    /** Send what was given to the connection, close it, and pass on nothing more of what it says. */
    record CloseConnection() implements SocketAction {}

    /**
     * Ask for the auth data, encode and send a CONNECT packet. When the data can't be had: {@code authFailed}.
     *
     * @param recovery fields to put before the auth data's own
     */
    record SendConnect(String namespace, Map<String, String> recovery) implements SocketAction {
        /** Without the fields of recovery: who knows them can take the session over. */
        @Override
        public String toString() {
            return "SendConnect[" + namespace + "]";
        }
    }

    /**
     * Find out when the server has read everything that was sent; answered by {@code receipt}, also when that can't be found out.
     *
     * @param join goes back with the answer, which is of no use after a later join
     */
    record AwaitReceipt(String namespace, int join) implements SocketAction {}

    /** Nobody waits for anything that the connection brings, and it will be closed soon: give up what would delay that. */
    record PrepareClose() implements SocketAction {}

    /** Send a DISCONNECT packet. */
    record SendDisconnect(String namespace) implements SocketAction {}

    /** Send an event. */
    record SendEvent(String namespace, Emit event) implements SocketAction {}

    /** Send the answer to an event. */
    record SendAck(String namespace, EncodedPacket packet) implements SocketAction {}

    /** This event left the session: it was not sent, or will not be sent again although it was not answered. */
    record Dropped(String namespace, Emit event, DropReason why) implements SocketAction {}

    /** This event, which might have been sent again, will not be: it was answered, or nobody waits for that any more. */
    record Settled(String namespace, Emit event) implements SocketAction {}

    /** This answer is not sent: the connection is gone on which it was asked for. */
    record AckDropped(String namespace, EncodedPacket packet) implements SocketAction {}

    /** A packet does not fit the state it came in and was ignored. */
    record Ignored(SocketPacket packet) implements SocketAction {}

    /** The connection is open. */
    record ConnectionOpened() implements SocketAction {}

    /**
     * The connection is closed.
     *
     * @param willReconnect whether another is tried without being asked for
     */
    record ConnectionClosed(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect)
            implements SocketAction {}

    /** The connection could not be opened, whichever attempt that was. */
    record OpenFailed(Throwable cause) implements SocketAction {}

    /** A reconnection attempt begins; they count from 1. */
    record ReconnectAttempt(int attempt) implements SocketAction {}

    /** A reconnection attempt failed. */
    record ReconnectError(int attempt, Throwable cause) implements SocketAction {}

    /** The last reconnection attempt failed; there will be no other until the application connects again. */
    record ReconnectFailed() implements SocketAction {}

    /** A reconnection attempt opened a connection. */
    record Reconnected(int attempt) implements SocketAction {}

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
    }

    /** The namespace is connected, and what was buffered for it is sent. */
    record Connected(String namespace) implements SocketAction {}

    /** The application asked to connect a namespace that is connected. */
    record AlreadyConnected(String namespace) implements SocketAction {}

    /**
     * The namespace could not be joined.
     *
     * @param willRetry whether that is tried again without being asked for
     */
    record ConnectFailed(String namespace, ConnectFailure why, boolean willRetry) implements SocketAction {}

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
            implements SocketAction {}

    /**
     * The answer to an event arrived.
     *
     * @param memory what it takes while it waits, in bytes, about
     */
    record AckArrived(String namespace, long ackId, Args args, int memory) implements SocketAction {}

    /** There will be no answer to an event. */
    record AckFailed(String namespace, long ackId, AckFailure why) implements SocketAction {}

    /** The session has ended; nothing follows. */
    record Closed() implements SocketAction {}
}
