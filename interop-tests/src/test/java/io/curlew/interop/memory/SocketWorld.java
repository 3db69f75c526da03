package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.Emit;
import io.curlew.socketio.session.SessionConfig;
import io.curlew.socketio.session.SocketAction;
import io.curlew.testserver.session.ServerSocketAction;
import io.curlew.testserver.session.ServerSocketSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A Socket.IO client and the test server, as sessions: with real packets, but without a network, on virtual time. The
 * server notes the number in each event, and answers those that want it.
 */
final class SocketWorld {
    static final Duration ATTEMPT_DELAY = Duration.ofSeconds(1);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(25);

    /** How the server, or the way to it, behaves at present. */
    enum Mood {
        WELL,
        DOWN,
        NOT_OPENING,
        NOT_JOINING,
        REFUSING,
        NOT_ANSWERING
    }

    final VirtualTime time = new VirtualTime();
    final ClientSession client;
    /** The numbers that reached the server, in order. */
    final List<Integer> arrived = new ArrayList<>();
    /** What the application is told. */
    final List<SocketAction> told = new ArrayList<>();

    Mood mood = Mood.WELL;
    private final Parser parser = DefaultParser.create();
    private final Queue<EncodedPacket> unwritten = new ArrayDeque<>();
    private Optional<ServerSocketSession> server = Optional.empty();
    private boolean stalled;
    private int sids;
    private long ackIds;

    SocketWorld(int reconnectionAttempts) {
        client = new ClientSession(
                new SessionConfig(
                        parser,
                        (attempt, random) -> ATTEMPT_DELAY.toNanos(),
                        reconnectionAttempts,
                        Duration.ofSeconds(20).toNanos(),
                        Duration.ofSeconds(60).toNanos(),
                        Duration.ofSeconds(2).toNanos(),
                        1000,
                        1_000_000,
                        false,
                        (namespace, refusal) -> false,
                        false),
                new SplittableRandom(1));
    }

    // ---- the program

    void connect() {
        client.connect("/", time.now());
        run();
    }

    void disconnect() {
        client.disconnect("/", time.now());
        run();
    }

    void close() {
        client.close(time.now());
        run();
    }

    /** An event as a program emits it. */
    record Event(
            EncodedPacket packet, OptionalLong ackId, long ackTimeout, long timeToLive, boolean isVolatile, int retries)
            implements Emit {}

    Event emit(int number, boolean asks, boolean isVolatile, int retries, long timeToLive) {
        OptionalLong id = asks ? OptionalLong.of(ackIds++) : OptionalLong.empty();
        EncodedPacket packet = parser.encode(new OutgoingPacket.Event("/", id, "note", List.of(number)));
        Event event = new Event(packet, id, ClientSession.NONE, timeToLive, isVolatile, retries);
        client.emit("/", event, time.now());
        run();
        return event;
    }

    // ---- the network

    /** The connection is lost, and both sides see it. */
    void lose(DisconnectReason reason) {
        server.ifPresent(ServerSocketSession::connectionClosed);
        server = Optional.empty();
        stall(false);
        client.connectionClosed(reason, Optional.empty(), time.now());
        run();
    }

    /** The network takes nothing, or takes what was kept for it. */
    void stall(boolean takesNothing) {
        stalled = takesNothing;
        client.writable(!takesNothing, time.now());
        while (!stalled && !unwritten.isEmpty()) {
            write(unwritten.remove());
        }
        run();
    }

    void hold(boolean mayBeDead) {
        client.hold(mayBeDead, time.now());
        run();
    }

    /** The server sends the client out of its namespace. */
    void sendOut() {
        server.orElseThrow().disconnect("sid " + sids);
        run();
    }

    /** Opens the connection that was on its way for long. */
    void open() {
        server = Optional.of(new ServerSocketSession(parser, Duration.ofSeconds(45), time.now()));
        client.connectionOpening(Integer.MAX_VALUE);
        client.connectionOpened(PING_INTERVAL.toNanos(), time.now());
        run();
    }

    /** Answers the CONNECT that has waited for long. */
    void join() {
        mood = Mood.WELL;
        server.orElseThrow().accept("/", "sid " + ++sids);
        run();
    }

    void pass(Duration duration) {
        time.pass(duration);
        run();
    }

    // ---- both sides

    private void run() {
        boolean more = true;
        while (more) {
            more = server.map(this::runServer).orElse(false);
            for (SocketAction action = client.poll(); action != null; action = client.poll()) {
                perform(action);
                more = true;
            }
        }
        if (client.deadline() != ClientSession.NONE) {
            time.at(client.deadline(), () -> {
                client.timeout(time.now());
                run();
            });
        }
    }

    private boolean runServer(ServerSocketSession session) {
        ServerSocketAction first = session.poll();
        for (ServerSocketAction action = first; action != null; action = session.poll()) {
            perform(action, session);
        }
        return first != null;
    }

    private void perform(SocketAction action) {
        if (action instanceof SocketAction.OpenConnection) {
            attempt();
        } else if (action instanceof SocketAction.CloseConnection) {
            server.ifPresent(ServerSocketSession::connectionClosed);
            server = Optional.empty();
        } else if (action instanceof SocketAction.SendConnect join && client.authReady(join.namespace())) {
            send(parser.encode(new OutgoingPacket.Connect(join.namespace(), Optional.empty(), join.recovery())));
        } else if (action instanceof SocketAction.SendDisconnect leave) {
            send(parser.encode(new OutgoingPacket.Disconnect(leave.namespace())));
        } else if (action instanceof SocketAction.AwaitReceipt asked) {
            client.receipt(asked.namespace(), asked.join(), time.now());
        } else if (action instanceof SocketAction.SendEvent event) {
            send(event.event().packet());
        } else {
            told.add(action);
        }
    }

    private void attempt() {
        if (mood == Mood.DOWN) {
            client.connectionFailed(new IOException("down"), time.now());
        } else if (mood != Mood.NOT_OPENING) {
            open();
        }
    }

    private void send(EncodedPacket packet) {
        if (stalled) {
            unwritten.add(packet);
        } else {
            write(packet);
        }
    }

    private void write(EncodedPacket packet) {
        for (Frame frame : packet.frames()) {
            EngineData data = frame instanceof Frame.Text text
                    ? EngineData.ofUtf8(text.bytes())
                    : EngineData.ofBytes(frame.bytes());
            server.ifPresent(session -> session.received(data));
        }
    }

    private void perform(ServerSocketAction action, ServerSocketSession session) {
        if (action instanceof ServerSocketAction.Send send) {
            send.messages().forEach(this::receive);
        } else if (action instanceof ServerSocketAction.Join) {
            answerJoin(session);
        } else if (action instanceof ServerSocketAction.Event event) {
            arrived.add(event.args().get(0, int.class));
            if (event.ackId().isPresent() && mood != Mood.NOT_ANSWERING) {
                OutgoingPacket answer =
                        new OutgoingPacket.Ack("/", event.ackId().getAsLong(), List.of());
                session.send(event.sid(), ServerSocketSession.messages(parser.encode(answer)));
            }
        }
    }

    private void answerJoin(ServerSocketSession session) {
        if (mood == Mood.REFUSING) {
            session.refuse("/", "not you", Optional.empty());
        } else if (mood != Mood.NOT_JOINING) {
            session.accept("/", "sid " + ++sids);
        }
    }

    private void receive(EngineData data) {
        client.decode(data);
        client.received(time.now());
    }
}
