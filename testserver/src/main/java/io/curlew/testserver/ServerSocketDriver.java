package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.socketio.protocol.Json;
import io.curlew.testserver.JournalEntry.Kind;
import io.curlew.testserver.session.Recovery;
import io.curlew.testserver.session.ServerSocketAction;
import io.curlew.testserver.session.ServerSocketAction.LeaveCause;
import io.curlew.testserver.session.ServerSocketSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs what one connection is to Socket.IO: feeds the session and does what it wants done. Confined to the loop. */
final class ServerSocketDriver implements SocketControl {
    private final EngineConnection connection;
    private final ServerLoop loop;
    private final Journal journal;
    private final Rules rules;
    private final Function<String, Optional<Namespace>> namespaces;
    private final BooleanSupplier closing;
    private final ServerSocketSession session;
    private final Map<String, ServerSocket> sockets = new HashMap<>();
    private final Alarm alarm;
    private final Actions actions = new Actions();
    private boolean draining;
    private ServerDisconnectReason connectionEnd = ServerDisconnectReason.TRANSPORT_CLOSE;

    /**
     * @param namespaces finds the namespace of a name
     * @param closing tells whether the server is closing
     */
    ServerSocketDriver(
            EngineConnection connection,
            ServerContext context,
            ServerSocketSession session,
            Function<String, Optional<Namespace>> namespaces,
            BooleanSupplier closing) {
        this.connection = connection;
        this.loop = context.loop();
        this.journal = context.journal();
        this.rules = connection.rules();
        this.session = session;
        this.namespaces = namespaces;
        this.closing = closing;
        this.alarm = new Alarm(loop, this::wake);
    }

    /** Listens to the connection. */
    void start() {
        connection.onMessage(this::received);
        connection.onClose(this::closed);
        connection.callThrough(this::call);
        drain();
    }

    /** What a handler does to the connection comes after what it has sent before, which may still wait. */
    private void call(Runnable connectionCall) {
        session.callConnection(connectionCall);
        drain();
    }

    @Override
    public EngineConnection connection() {
        return connection;
    }

    @Override
    public boolean run(Runnable task) {
        return loop.run(task);
    }

    @Override
    public void send(String sid, List<EngineData> packet) {
        session.send(sid, packet);
        drain();
    }

    @Override
    public void send(List<EngineData> packet) {
        session.send(packet);
        drain();
    }

    @Override
    public void sendVolatile(String sid, List<EngineData> packet) {
        session.sendVolatile(sid, packet);
        drain();
    }

    @Override
    public void sendForAck(String sid, List<EngineData> packet, long ackId, Optional<Duration> timeout, Runnable lost) {
        if (!sockets.containsKey(sid)) {
            lost.run();
            return;
        }
        long deadline = timeout.map(limit -> loop.now() + Times.nanos(limit)).orElse(ServerSocketSession.NONE);
        session.sendForAck(sid, packet, ackId, deadline);
        drain();
    }

    @Override
    public void disconnect(String sid) {
        session.disconnect(sid);
        drain();
    }

    @Override
    public void close() {
        session.close();
        drain();
    }

    private void received(EngineData data) {
        session.received(data);
        drain();
    }

    private void closed(EngineClose close) {
        connectionEnd = closing.getAsBoolean() ? ServerDisconnectReason.SERVER_SHUTTING_DOWN : reason(close);
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
            sent(Kind.SENT, action.messages());
            connection.sendNow(action.messages());
        }

        @Override
        public void perform(ServerSocketAction.SendVolatile action) {
            boolean sent = connection.sendVolatile(action.messages());
            sent(sent ? Kind.SENT : Kind.DROPPED, action.messages());
        }

        @Override
        public void perform(ServerSocketAction.CloseConnection action) {
            connection.closeNow();
        }

        @Override
        public void perform(ServerSocketAction.CallConnection action) {
            action.call().run();
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
            tell(action.sid(), socket -> socket.answered(action));
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

    /** What has its own entry, and may hold a private id, is not recorded once more. */
    private void sent(Kind kind, List<EngineData> messages) {
        EngineData header = messages.get(0);
        boolean ofNamespace = header.isText() && ServerSocketSession.isOfNamespace(header.array());
        if (!ofNamespace) {
            journal.note(kind, connection.number(), Lines.packet(messages));
        }
    }

    private void tell(String sid, Consumer<ServerSocket> what) {
        ServerSocket socket = sockets.get(sid);
        if (socket != null) {
            what.accept(socket);
        }
    }

    private void join(ServerSocketAction.Join join) {
        Optional<Rule> rule = rules.next(Rule.Subject.CONNECT);
        if (rule.isEmpty()) {
            admit(join);
        } else if (rule.get().fault() == Rule.Fault.DELAY) {
            loop.runAfter(rule.get().delay(), () -> admitLate(join));
        }
    }

    private void admitLate(ServerSocketAction.Join join) {
        admit(join);
        drain();
    }

    private void admit(ServerSocketAction.Join join) {
        namespaces
                .apply(join.namespace())
                .ifPresentOrElse(
                        namespace -> join(namespace, join.auth()),
                        () -> refuse(refusal(join.namespace(), "Invalid namespace", join.auth()), Optional.empty()));
    }

    /** A client that is back was admitted before. */
    private void join(Namespace namespace, Optional<Json> auth) {
        Optional<Recovery.Restored> back = namespace.restore(auth);
        ServerSocket socket = new ServerSocket(this, namespace, auth, back.map(Recovery.Restored::session));
        back.ifPresent(restored -> session.replay(namespace.name(), restored.missed()));
        if (back.isPresent()) {
            joined(socket);
        } else {
            namespace.admit(socket, () -> joined(socket), refusal -> refused(socket, refusal));
        }
    }

    private void refused(ServerSocket socket, Throwable why) {
        Refusal refusal = refusal(socket.namespace().name(), ServerLog.message(why), socket.auth());
        if (why instanceof ConnectRefusedException meant) {
            refuse(refusal, meant.data());
        } else {
            // An Error too, such as a test's failed assertion: the client waits for an answer.
            journal.failed(why);
            refuse(refusal, Optional.empty());
        }
        drain();
    }

    private Refusal refusal(String namespace, String message, Optional<Json> auth) {
        return new Refusal(namespace, message, auth, connection.request());
    }

    private void refuse(Refusal refusal, Optional<Object> data) {
        journal.record(Kind.REFUSED, connection.number(), refusal, refusal.memory(), refusal::toString);
        try {
            session.refuse(refusal.namespace(), refusal.message(), data);
        } catch (Throwable notEncodable) {
            journal.failed(notEncodable);
            session.refuse(refusal.namespace(), refusal.message(), Optional.empty());
        }
    }

    private void joined(ServerSocket socket) {
        Namespace namespace = socket.namespace();
        boolean in = namespace.recovers()
                ? session.accept(
                        namespace.name(), socket.id(), socket.identity().pid())
                : session.accept(namespace.name(), socket.id());
        if (in) {
            sockets.put(socket.id(), socket);
            namespace.add(socket);
            socket.joined(() -> namespace.tellOf(socket));
        }
        drain();
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
