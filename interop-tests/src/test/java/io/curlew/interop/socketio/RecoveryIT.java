package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.LastingPort;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.RecoveryPoint;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connection state recovery against the reference server. */
@Tag("F23")
@NeedsNode
class RecoveryIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int DROPS = Scale.of(10, 100);
    private static final int MISSED = 100;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void whatWasMissedComesOnceInOrderAndBeforeConnectHoweverOftenTheConnectionIsLost(Transports transports) {
        try (SocketIoClient client = builder(transports, listening(Map.of())).build()) {
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
    @Test
    void aBroadcastOfAThousandASecondHasNoGapAndNoDoubleHoweverOftenTheConnectionIsLost() throws Exception {
        Object port = listening(Map.of());
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        URI server = URI.create("http://127.0.0.1:" + port);
        try (FaultProxy proxy = FaultProxy.to(server).start();
                SocketIoClient client =
                        builder(Transports.WEBSOCKET, proxy.port()).build()) {
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
    @EnumSource
    void aProgramThatIsStartedAgainGoesOnWhereItWas(Transports transports) {
        Object port = listening(Map.of());
        String saved;
        try (SocketIoClient first = builder(transports, port).noReconnection().build()) {
            Socket socket = listeningSocket(first);
            saved = socket.recoveryPoint().orElseThrow().text();
            socket.emit("miss", MISSED);
            await().atMost(LONG).until(() -> !socket.connected());
        }
        seen.clear();
        try (SocketIoClient second = builder(transports, port).build()) {
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
    @EnumSource
    void aSessionThatTheServerHasForgottenBeginsAnew(Transports transports) {
        Object port = listening(Map.of("maxDisconnectionDuration", 1));
        try (SocketIoClient client = builder(transports, port).build()) {
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
    @EnumSource
    @Tag("N02")
    void aTextThatSomebodyBroadcastsKeepsNobodyFromComingBack(Transports transports) {
        comesBackAfter(2_000_000, transports, listening(Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N02")
    void aServerThatDoesNotTakeAnOffsetIsAskedWithoutIt(Transports transports) {
        Object port = listeningWith(Map.of("connectionStateRecovery", Map.of(), "maxHttpBufferSize", 200));
        comesBackAfter(250, transports, port);
    }

    private void comesBackAfter(int shoutedCharacters, Transports transports, Object port) {
        try (SocketIoClient client = builder(transports, port).build()) {
            Socket socket = listeningSocket(client);
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

    private static SocketIoClientBuilder builder(Transports transports, Object port) {
        return SocketIoClient.builder("http://127.0.0.1:" + port)
                .transports(transports.types().toArray(TransportType[]::new))
                .reconnection(Backoff.fixed(Duration.ofMillis(50)));
    }

    private static Object listening(Map<String, Object> recovery) {
        return listeningWith(Map.of("connectionStateRecovery", recovery));
    }

    private static Object listeningWith(Map<String, Object> options) {
        NodeProcess node = NodeProcess.shared("socketio-server.mjs");
        Map<?, ?> server = (Map<?, ?>) node.ask("listen", Map.of("options", options, "port", LastingPort.next()));
        return server.get("port");
    }
}
