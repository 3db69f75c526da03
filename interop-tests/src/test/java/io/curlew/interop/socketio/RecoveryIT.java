package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.RecoveryPoint;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connection state recovery, with the reference server and with our own. */
@Tag("F23")
class RecoveryIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int DROPS = Scale.of(10, 100);
    private static final int MISSED = 100;
    /** The reference server's default. */
    private static final int MAX_MESSAGE = 1_000_000;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final List<SocketIoServer> servers = new CopyOnWriteArrayList<>();

    static Stream<Arguments> everyClientEverywhere() {
        return Pairing.all()
                .map(Pairing::client)
                .distinct()
                .flatMap(client -> ServerKind.everywhere().map(where -> {
                    return Arguments.of(client, where.get()[0], where.get()[1]);
                }));
    }

    @AfterEach
    void stop() {
        servers.forEach(SocketIoServer::close);
    }

    @ParameterizedTest
    @MethodSource("everyClientEverywhere")
    void whateverTheClientItGetsWhatItMissedBeforeItIsBack(
            Pairing.Client client, ServerKind kind, Transports transports) {
        URI server = recovering(kind);
        try (ClientUnderTest lossy = client.start().apply(server, transports)) {
            Joined socket = lossy.join("/", Map.of());
            socket.emit("echo", 1);
            assertThat(socket.next("echo")).startsWith(1);
            List<Object> missed =
                    new ArrayList<>(IntStream.range(0, MISSED).boxed().toList());
            missed.add("recovered");
            assertThat(socket.miss(MISSED)).isEqualTo(missed);
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    void whatWasMissedComesOnceInOrderAndBeforeConnectHoweverOftenTheConnectionIsLost(
            ServerKind kind, Transports transports) {
        try (SocketIoClient client = builder(transports, recovering(kind)).build()) {
            Socket socket = listeningSocket(client);
            for (int drop = 0; drop < DROPS; drop++) {
                seen.clear();
                socket.emit("miss", MISSED);
                await().atMost(LONG).until(() -> seen.contains("connect"));
                assertThat(socket.recovered()).as("drop %s", drop).isTrue();
                assertThat(seen).containsExactlyElementsOf(missedThenConnect());
            }
        }
    }

    /**
     * On WebSocket, where the server sees each loss at once: it recovers no session that it believes to be connected.
     */
    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#all")
    void aBroadcastOfAThousandASecondHasNoGapAndNoDoubleHoweverOftenTheConnectionIsLost(ServerKind kind)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        try (FaultProxy proxy = FaultProxy.to(recovering(kind)).start();
                SocketIoClient client =
                        builder(Transports.WEBSOCKET, proxy.uri()).build()) {
            Socket socket = client.socket("/");
            socket.on("broadcast", Integer.class, number -> {
                if (number != next.getAndIncrement()) {
                    wrong.incrementAndGet();
                }
            });
            AtomicInteger losses = new AtomicInteger();
            AtomicInteger recoveries = new AtomicInteger();
            socket.onDisconnect(lost -> losses.incrementAndGet());
            socket.connect().join();
            socket.onConnect(() -> recoveries.addAndGet(socket.recovered() ? 1 : 0));
            socket.emit("broadcast", 1000);
            while (losses.get() < DROPS) {
                int seenBefore = next.get();
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> next.get() > seenBefore + 50 && socket.connected());
                proxy.cut(Cut.RST);
            }
            await().atMost(LONG).until(() -> recoveries.get() == losses.get());
            assertThat(wrong).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    void aProgramThatIsStartedAgainGoesOnWhereItWas(ServerKind kind, Transports transports) {
        URI server = recovering(kind);
        String saved;
        try (SocketIoClient first = builder(transports, server).noReconnection().build()) {
            Socket socket = listeningSocket(first);
            saved = socket.recoveryPoint().orElseThrow().text();
            socket.emit("miss", MISSED);
            await().atMost(LONG).until(() -> !socket.connected());
        }
        seen.clear();
        try (SocketIoClient second = builder(transports, server).build()) {
            Socket socket = second.socket("/");
            socket.on("missed", Integer.class, number -> seen.add(String.valueOf(number)));
            socket.onConnect(() -> seen.add("connect"));
            socket.resumeFrom(RecoveryPoint.parse(saved));
            socket.connect().join();
            await().atMost(LONG).until(() -> seen.contains("connect"));
            assertThat(socket.recovered()).isTrue();
            assertThat(seen).containsExactlyElementsOf(missedThenConnect());
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    void aSessionThatTheServerHasForgottenBeginsAnew(ServerKind kind, Transports transports) {
        URI server = recovering(kind, Duration.ofMillis(1), MAX_MESSAGE);
        try (SocketIoClient client = builder(transports, server).build()) {
            Socket socket = listeningSocket(client);
            String before = socket.recoveryPoint().orElseThrow().text();
            seen.clear();
            socket.emit("miss", MISSED);
            await().atMost(LONG).until(() -> seen.contains("connect"));
            assertThat(socket.recovered()).isFalse();
            assertThat(seen).containsExactly("connect");
            assertThat(socket.recoveryPoint().orElseThrow().text()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    @Tag("N02")
    void aTextThatSomebodyBroadcastsKeepsNobodyFromComingBack(ServerKind kind, Transports transports) {
        comesBackAfter(2_000_000, transports, recovering(kind));
    }

    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    @Tag("N02")
    void aServerThatDoesNotTakeAnOffsetIsAskedWithoutIt(ServerKind kind, Transports transports) {
        comesBackAfter(250, transports, recovering(kind, LONG, 200));
    }

    private void comesBackAfter(int shoutedCharacters, Transports transports, URI server) {
        try (SocketIoClient client = builder(transports, server).build()) {
            Socket socket = listeningSocket(client);
            // While a session moves, or between two polls, it misses what is volatile.
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> client.transport().orElseThrow().wireName().equals(transports.last()));
            socket.on("shouted", String.class, text -> seen.add(text.length() + " characters"));
            socket.emit("shout", shoutedCharacters);
            await().atMost(LONG).until(() -> seen.contains(shoutedCharacters + " characters"));
            socket.emit("cut");
            await().atMost(LONG).until(() -> seen.contains("connect"));
            assertThat(socket.emitWithAck("ask", 1).join().get(0, int.class)).isEqualTo(1);
        }
    }

    private static List<String> missedThenConnect() {
        return IntStream.rangeClosed(0, MISSED)
                .mapToObj(number -> number == MISSED ? "connect" : String.valueOf(number))
                .toList();
    }

    /** Connected, and with an offset: the server recovers nothing for who has seen no event. */
    private Socket listeningSocket(SocketIoClient client) {
        Socket socket = client.socket("/");
        socket.on("missed", Integer.class, number -> seen.add(String.valueOf(number)));
        socket.connect().join();
        socket.emit("echo", 1);
        await().atMost(LONG).until(() -> socket.offset().isPresent());
        socket.onConnect(() -> seen.add("connect"));
        return socket;
    }

    private static SocketIoClientBuilder builder(Transports transports, URI server) {
        return SocketIoClient.builder(server)
                .transports(transports.types().toArray(TransportType[]::new))
                .reconnection(Backoff.fixed(Duration.ofMillis(50)));
    }

    private URI recovering(ServerKind kind) {
        return recovering(kind, LONG, MAX_MESSAGE);
    }

    private URI recovering(ServerKind kind, Duration atMost, int maxMessage) {
        SocketIoServer server = kind.startRecovering(atMost, maxMessage);
        servers.add(server);
        return server.uri();
    }
}
