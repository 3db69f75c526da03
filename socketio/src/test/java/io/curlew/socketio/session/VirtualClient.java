package io.curlew.socketio.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.protocol.TestCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/** A session on virtual time, and what came out of it since someone looked. */
final class VirtualClient {
    static final long PING_INTERVAL = Duration.ofSeconds(25).toNanos();
    static final int MAX_MESSAGE = 1000;
    static final SessionConfig DEFAULTS = config(Integer.MAX_VALUE);

    final ClientSession session;
    long now;
    /** Whether a test gives, or refuses, the auth data itself. */
    boolean authComesLater;
    /** Whether a test tells itself that the server has read what was sent. */
    boolean receiptsComeLater;

    private final List<SocketAction> out = new ArrayList<>();
    private final Map<String, Emit> asking = new HashMap<>();

    VirtualClient() {
        this(DEFAULTS, 1);
    }

    VirtualClient(SessionConfig config, long seed) {
        session = new ClientSession(config, new SplittableRandom(seed));
    }

    /** Returns the defaults of the public API, with this many reconnection attempts. */
    static SessionConfig config(int attempts) {
        return config(attempts, false, (namespace, refusal) -> false, false);
    }

    /** Returns the defaults, but that a namespace comes back which the server has taken away. */
    static SessionConfig returning() {
        return config(Integer.MAX_VALUE, true, (namespace, refusal) -> false, false);
    }

    /** Returns the defaults, but that a refusal with a certain message is not final. */
    static SessionConfig retryingWhenRefused(int attempts, String message) {
        return config(
                attempts,
                false,
                (namespace, refusal) -> refusal.payload()
                        .field("message")
                        .flatMap(Json::asString)
                        .equals(Optional.of(message)),
                false);
    }

    private static SessionConfig config(
            int attempts,
            boolean returns,
            BiPredicate<String, ConnectFailure.Refused> retriesRefusal,
            boolean holdsBack) {
        return new SessionConfig(
                TestCodec.PARSER,
                VirtualClient::delay,
                attempts,
                Duration.ofSeconds(20).toNanos(),
                Duration.ofSeconds(60).toNanos(),
                Duration.ofSeconds(2).toNanos(),
                1000,
                1_000_000,
                returns,
                retriesRefusal,
                holdsBack);
    }

    /** Returns a client that holds events back while the connection can't write. */
    static VirtualClient holdingBack() {
        return new VirtualClient(config(Integer.MAX_VALUE, false, (namespace, refusal) -> false, true), 1);
    }

    /** From 1 s to 5 s, jitter 0.5. */
    private static long delay(int attempt, double random) {
        double seconds = Math.min(5, Math.pow(2, Math.min(attempt, 10) - 1)) * (0.5 + random);
        return (long) (seconds * 1e9);
    }

    /** Returns a client with these namespaces connected, and nothing left to look at. */
    static VirtualClient connected(String... namespaces) {
        VirtualClient client = new VirtualClient();
        client.joinAll(namespaces);
        return client;
    }

    void joinAll(String... namespaces) {
        for (String namespace : namespaces) {
            connect(namespace);
        }
        opened();
        for (String namespace : namespaces) {
            answer(namespace, "sid of " + namespace);
        }
        take();
    }

    void connect(String namespace) {
        session.connect(namespace, now);
    }

    void disconnect(String namespace) {
        session.disconnect(namespace, now);
    }

    void opened() {
        session.connectionOpening(MAX_MESSAGE);
        session.connectionOpened(PING_INTERVAL, now);
    }

    void failed(Throwable cause) {
        session.connectionFailed(cause, now);
    }

    void lost() {
        session.connectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), now);
    }

    /** The server confirms that this namespace is joined. */
    void answer(String namespace, String sid) {
        receive(new SocketPacket.Connect(namespace, Optional.of(Json.of("{\"sid\":\"" + sid + "\"}"))));
    }

    void answer(String namespace, String sid, String pid) {
        Json payload = Json.of("{\"sid\":\"" + sid + "\",\"pid\":\"" + pid + "\"}");
        receive(new SocketPacket.Connect(namespace, Optional.of(payload)));
    }

    /** The server has read what was sent before somebody asked. */
    void receipt(SocketAction.AwaitReceipt asked) {
        session.receipt(asked.namespace(), asked.join(), now);
    }

    void receive(SocketPacket packet) {
        session.received(packet, 100, 100, now);
    }

    /** These messages arrive, one after the other. */
    void bring(EngineData... messages) {
        for (EngineData message : messages) {
            session.decode(message);
            session.received(now);
        }
    }

    TestEmit emit(String namespace, String name) {
        return emit(namespace, TestEmit.of(name));
    }

    TestEmit emit(String namespace, TestEmit emit) {
        session.emit(namespace, emit, now);
        emit.ackId().ifPresent(id -> asking.put(namespace + id, emit));
        return emit;
    }

    /** What is to come when there is no answer to the event with this id that was emitted here. */
    SocketAction.AckFailed ackFailed(String namespace, long id, AckFailure why) {
        return new SocketAction.AckFailed(namespace, asking.get(namespace + id), why);
    }

    /** What is to come when the server has answered that event. */
    SocketAction.AckArrived ackArrived(String namespace, long id) {
        return new SocketAction.AckArrived(namespace, asking.get(namespace + id), Args.none(), 100);
    }

    /** Lets time go by, stopping wherever the session wants to. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        while (session.deadline() <= end) {
            now = Math.max(now, session.deadline());
            session.timeout(now);
        }
        now = end;
    }

    /** Lets time go by until the session wants to do something. */
    void advanceToDeadline() {
        now = session.deadline();
        session.timeout(now);
    }

    /** Returns all that came out since the last call. */
    List<SocketAction> take() {
        for (SocketAction action = session.poll(); action != null; action = session.poll()) {
            out.add(action);
            if (action instanceof SocketAction.SendConnect join && !authComesLater) {
                session.authReady(join.namespace());
            } else if (action instanceof SocketAction.AwaitReceipt asked && !receiptsComeLater) {
                receipt(asked);
            }
        }
        List<SocketAction> taken = List.copyOf(out);
        out.clear();
        return taken;
    }

    <A extends SocketAction> List<A> take(Class<A> type) {
        return take().stream().filter(type::isInstance).map(type::cast).toList();
    }

    static SocketPacket.Event event(String namespace, String name, String... jsonArgs) {
        return new SocketPacket.Event(namespace, OptionalLong.empty(), name, new TestArgs(jsonArgs));
    }

    static SocketPacket.Event asking(String namespace, String name, long id, String... jsonArgs) {
        return new SocketPacket.Event(namespace, OptionalLong.of(id), name, new TestArgs(jsonArgs));
    }

    static SocketPacket.Ack ack(String namespace, long id) {
        return new SocketPacket.Ack(namespace, id, Args.none());
    }

    static EncodedPacket packet(String text) {
        return EncodedPacket.of(new Frame.Text(text.getBytes(UTF_8)));
    }

    /** An event to send. */
    record TestEmit(
            EncodedPacket packet, OptionalLong ackId, long ackTimeout, long timeToLive, boolean isVolatile, int retries)
            implements Emit {

        static TestEmit of(String name) {
            return new TestEmit(packetOf(name), OptionalLong.empty(), ClientSession.NONE, ClientSession.NONE, false, 0);
        }

        TestEmit asVolatile() {
            return new TestEmit(packet, ackId, ackTimeout, timeToLive, true, retries);
        }

        TestEmit asking(long id) {
            return new TestEmit(packet, OptionalLong.of(id), ackTimeout, timeToLive, isVolatile, retries);
        }

        TestEmit timeout(Duration timeout) {
            return new TestEmit(packet, ackId, timeout.toNanos(), timeToLive, isVolatile, retries);
        }

        TestEmit living(Duration time) {
            return new TestEmit(packet, ackId, ackTimeout, time.toNanos(), isVolatile, retries);
        }

        TestEmit retrying(int times, long id) {
            return new TestEmit(packet, OptionalLong.of(id), ackTimeout, timeToLive, isVolatile, times);
        }

        private static EncodedPacket packetOf(String name) {
            return VirtualClient.packet(name);
        }
    }
}
