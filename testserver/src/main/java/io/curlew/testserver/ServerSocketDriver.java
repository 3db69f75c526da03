package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.testserver.session.Recovery;
import io.curlew.testserver.session.ServerSocketAction;
import io.curlew.testserver.session.ServerSocketAction.LeaveCause;
import io.curlew.testserver.session.ServerSocketSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs what one connection is to Socket.IO: feeds the session and does what it wants done. Confined to the loop. */
final class ServerSocketDriver {
    private final TestServer server;
    private final EngineConnection connection;
    private final ServerLoop loop;
    private final ServerSocketSession session;
    private final Map<String, ServerSocket> sockets = new HashMap<>();
    private final Alarm alarm;
    private final Actions actions = new Actions();
    private boolean draining;
    private ServerDisconnectReason connectionEnd = ServerDisconnectReason.TRANSPORT_CLOSE;

    ServerSocketDriver(TestServer server, EngineConnection connection, ServerSocketSession session) {
        this.server = server;
        this.connection = connection;
        this.loop = server.loop();
        this.session = session;
        this.alarm = new Alarm(loop, this::wake);
    }

    /** Listens to the connection. */
    void start() {
        connection.onMessage(this::received);
        connection.onClose(this::closed);
        drain();
    }

    EngineConnection connection() {
        return connection;
    }

    /** Runs the task on the loop, as {@link ServerLoop#run} does. */
    boolean run(Runnable task) {
        return loop.run(task);
    }

    void send(String sid, EncodedPacket packet) {
        session.send(sid, packet);
        drain();
    }

    void sendVolatile(String sid, EncodedPacket packet) {
        session.sendVolatile(sid, packet);
        drain();
    }

    void sendForAck(ServerSocket socket, EncodedPacket packet, long ackId, Optional<Duration> timeout) {
        if (!sockets.containsKey(socket.id())) {
            socket.acks().lost(ackId);
            return;
        }
        long deadline = timeout.map(limit -> loop.now() + limit.toNanos()).orElse(ServerSocketSession.NONE);
        session.sendForAck(socket.id(), packet, ackId, deadline);
        drain();
    }

    void disconnect(String sid) {
        session.disconnect(sid);
        drain();
    }

    void close() {
        session.close();
        drain();
    }

    private void received(EngineData data) {
        session.received(data);
        drain();
    }

    private void closed(EngineClose close) {
        connectionEnd = server.isClosing() ? ServerDisconnectReason.SERVER_SHUTTING_DOWN : reason(close);
        session.connectionClosed();
        drain();
        alarm.cancel();
    }

    private void wake() {
        session.timeout(loop.now());
        drain();
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            for (ServerSocketAction action = session.poll(); action != null; action = session.poll()) {
                action.to(actions);
            }
        } finally {
            draining = false;
        }
        alarm.set(session.deadline());
    }

    /** Does what the session wants: to the connection, and to the sockets of its namespaces. */
    private final class Actions implements ServerSocketAction.Handler {
        @Override
        public void perform(ServerSocketAction.Send action) {
            connection.send(action.messages());
        }

        @Override
        public void perform(ServerSocketAction.SendVolatile action) {
            connection.sendVolatile(action.messages());
        }

        @Override
        public void perform(ServerSocketAction.CloseConnection action) {
            connection.close();
        }

        @Override
        public void perform(ServerSocketAction.Join action) {
            join(action);
        }

        @Override
        public void perform(ServerSocketAction.Left action) {
            tell(action.sid(), socket -> left(socket, action.cause()));
        }

        @Override
        public void perform(ServerSocketAction.Event action) {
            tell(action.sid(), socket -> socket.received(action));
        }

        @Override
        public void perform(ServerSocketAction.Acked action) {
            tell(action.sid(), socket -> socket.acks().answered(action.ackId(), action.args()));
        }

        @Override
        public void perform(ServerSocketAction.AckLate action) {
            tell(action.sid(), socket -> socket.acks().late(action.ackId()));
        }

        @Override
        public void perform(ServerSocketAction.AckLost action) {
            tell(action.sid(), socket -> socket.acks().lost(action.ackId()));
        }
    }

    private void tell(String sid, Consumer<ServerSocket> what) {
        ServerSocket socket = sockets.get(sid);
        if (socket != null) {
            what.accept(socket);
        }
    }

    private void join(ServerSocketAction.Join join) {
        server.find(join.namespace())
                .ifPresentOrElse(
                        namespace -> join(namespace, join.auth()),
                        () -> refuse(join.namespace(), "Invalid namespace", Optional.empty()));
    }

    /** A client that is back was admitted before. */
    private void join(Namespace namespace, Optional<Json> auth) {
        Optional<Recovery.Restored> back = namespace.restore(auth);
        ServerSocket socket = new ServerSocket(this, namespace, auth, back.map(Recovery.Restored::session));
        back.ifPresent(restored -> session.replay(namespace.name(), restored.missed()));
        if (back.isPresent() || isAdmitted(socket)) {
            joined(socket);
        }
    }

    private boolean isAdmitted(ServerSocket socket) {
        String namespace = socket.namespace().name();
        try {
            socket.namespace().admit(socket);
            return true;
        } catch (ConnectRefusedException refused) {
            refuse(namespace, String.valueOf(refused.getMessage()), refused.data());
        } catch (Throwable failed) {
            // An Error too, such as a test's failed assertion: the client waits for an answer.
            Handlers.log(failed);
            refuse(namespace, String.valueOf(failed.getMessage()), Optional.empty());
        }
        return false;
    }

    private void refuse(String namespace, String message, Optional<Object> data) {
        try {
            session.refuse(namespace, message, data);
        } catch (Throwable notEncodable) {
            Handlers.log(notEncodable);
            session.refuse(namespace, message, Optional.empty());
        }
    }

    private void joined(ServerSocket socket) {
        String namespace = socket.namespace().name();
        if (socket.namespace().recovers()) {
            session.accept(namespace, socket.id(), socket.identity().pid());
        } else {
            session.accept(namespace, socket.id());
        }
        sockets.put(socket.id(), socket);
        socket.joined();
        socket.namespace().joined(socket);
    }

    private void left(ServerSocket socket, LeaveCause cause) {
        sockets.remove(socket.id());
        socket.namespace().left(socket, mayComeBack(cause));
        socket.left(reason(cause));
    }

    /** As in the reference server: not when either side meant it, nor after what is no packet of Engine.IO. */
    private boolean mayComeBack(LeaveCause cause) {
        return switch (cause) {
            case CLIENT, SERVER -> false;
            case PARSE_ERROR -> true;
            case CONNECTION -> connectionEnd != ServerDisconnectReason.PARSE_ERROR;
        };
    }

    private ServerDisconnectReason reason(LeaveCause cause) {
        return switch (cause) {
            case CLIENT -> ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT;
            case SERVER -> ServerDisconnectReason.SERVER_NAMESPACE_DISCONNECT;
            case PARSE_ERROR -> ServerDisconnectReason.PARSE_ERROR;
            case CONNECTION -> connectionEnd;
        };
    }

    private static ServerDisconnectReason reason(EngineClose close) {
        if (close.cause().filter(ProtocolException.class::isInstance).isPresent()) {
            return ServerDisconnectReason.PARSE_ERROR;
        }
        return switch (close.reason()) {
            case TRANSPORT_CLOSE -> ServerDisconnectReason.TRANSPORT_CLOSE;
            case PING_TIMEOUT -> ServerDisconnectReason.PING_TIMEOUT;
            case FORCED_CLOSE -> ServerDisconnectReason.FORCED_CLOSE;
            default -> ServerDisconnectReason.TRANSPORT_ERROR;
        };
    }
}
