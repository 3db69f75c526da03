package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Soon;
import io.curlew.interop.Transports;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.JournalEntry;
import io.curlew.testserver.JournalEntry.Kind;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What networks do to a session in its middle. */
@Isolated("measures how soon an end is noticed")
class FaultsIT {
    private static final Duration PING_INTERVAL = Duration.ofMillis(300);
    private static final Duration PING_TIMEOUT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    private EngineTestServer server;
    private FaultProxy proxy;

    private enum Dead {
        BOTH,
        TO_CLIENT,
        TO_SERVER;

        Fault fault() {
            return switch (this) {
                case BOTH -> Fault.blackHole();
                case TO_CLIENT -> Fault.blackHole(Direction.TO_CLIENT);
                case TO_SERVER -> Fault.blackHole(Direction.TO_SERVER);
            };
        }
    }

    @BeforeEach
    void start() {
        start(PING_INTERVAL, PING_TIMEOUT);
    }

    private void start(Duration pingInterval, Duration pingTimeout) {
        server = TestServer.builder()
                .pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .maxPayload(50_000_000)
                .buildEngine();
        server.onConnection(connection -> connection.onMessage(connection::send))
                .start();
        proxy = FaultProxy.to(server.uri()).start();
    }

    /** Starts anew with a heartbeat that a busy machine keeps to. */
    private void startPatient(Duration pingInterval) {
        startAnew(pingInterval, Duration.ofMinutes(1));
    }

    private void startAnew(Duration pingInterval, Duration pingTimeout) {
        stop();
        start(pingInterval, pingTimeout);
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private EngineSocketBuilder builder(Transports transports) {
        return EngineSocket.builder(proxy.uri()).transports(transports.types().toArray(TransportType[]::new));
    }

    private static void ready(EngineSocket socket, Transports transports) {
        socket.connect().join();
        await().until(() -> socket.transport().map(TransportType::wireName).equals(Optional.of(transports.last())));
    }

    static Stream<Arguments> deadLines() {
        return Stream.of(Transports.values())
                .flatMap(transports -> Stream.of(Dead.values()).map(dead -> Arguments.of(transports, dead)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("deadLines")
    @Tag("F03")
    @Tag("F04")
    void aDeadLineIsNoticedAtPingIntervalPlusPingTimeoutAndNoEarlier(Transports transports, Dead dead)
            throws Exception {
        Soon.assertWithin(PING_INTERVAL.plus(PING_TIMEOUT).plusSeconds(2), () -> noticed(transports, dead));
    }

    private Duration noticed(Transports transports, Dead dead) {
        proxy.noFaults();
        Mailbox<EngineClose> closes = new Mailbox<>("close");
        EngineSocket socket = builder(transports).onClose(closes::put).build();
        ready(socket, transports);
        proxy.faults(dead.fault());
        long start = System.nanoTime();
        EngineClose close = closes.take();
        Duration took = Soon.since(start);

        if (dead == Dead.TO_SERVER) {
            // The server hears no pong and leaves; that is seen only when its end comes through.
            assertThat(close.reason()).isIn(CloseReason.PING_TIMEOUT, CloseReason.TRANSPORT_CLOSE);
        } else {
            assertThat(close.reason()).isEqualTo(CloseReason.PING_TIMEOUT);
            // The last ping may have come up to an interval before.
            assertThat(took).isGreaterThanOrEqualTo(PING_TIMEOUT);
        }
        return took;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("F03")
    @Tag("F17")
    void aWriteThatDoesNotGetThroughDoesNotHoldUpClosing(Transports transports) throws Exception {
        Soon.assertWithin(Duration.ofSeconds(2), () -> closed(transports));
    }

    private Duration closed(Transports transports) {
        proxy.noFaults();
        AtomicInteger closes = new AtomicInteger();
        EngineSocket socket = builder(transports)
                .closeTimeout(Duration.ofMillis(300))
                .onClose(close -> closes.incrementAndGet())
                .build();
        ready(socket, transports);
        proxy.faults(Fault.blackHole());
        socket.send("x".repeat(7_000_000));
        long start = System.nanoTime();
        socket.close();
        Duration took = Soon.since(start);
        // Both are due by then; the loop looks at them when it has masked those bytes.
        assertThat(socket.closed().join().reason()).isIn(CloseReason.FORCED_CLOSE, CloseReason.PING_TIMEOUT);
        await().untilAsserted(() -> assertThat(closes).hasValue(1));
        return took;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("F06")
    @Tag("F01")
    void aProxyThatEndsIdleConnectionsIsNoticedAtOnceAndTheNextConnectionWorks(Transports transports) throws Exception {
        startPatient(LONG); // so that no heartbeat tells
        Soon.assertWithin(Duration.ofSeconds(1), () -> toldOfItsEnd(transports));
        EngineSocket next = builder(transports).build();
        ready(next, transports);
        next.close();
    }

    private Duration toldOfItsEnd(Transports transports) {
        EngineSocket socket = builder(transports).build();
        ready(socket, transports);
        proxy.cut(Cut.FIN);
        long start = System.nanoTime();
        EngineClose close = socket.closed().join();
        Duration took = Soon.since(start);
        assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        return took;
    }

    @Test
    @Tag("F06")
    void aPollMayWaitAsLongAsPingsTakeWhateverTheTimeoutOfOtherRequests() {
        Duration ofOthers = Duration.ofSeconds(1); // enough for each of them on a busy machine
        startPatient(ofOthers.multipliedBy(3).dividedBy(2));
        EngineSocket socket =
                builder(Transports.POLLING).requestTimeout(ofOthers).build();
        ready(socket, Transports.POLLING);
        AtomicInteger pingAndPong = new AtomicInteger();
        socket.onPacket((direction, packet) -> pingAndPong.incrementAndGet());
        await().until(() -> pingAndPong.get() >= 2);
        assertThat(socket.state()).isEqualTo(EngineSocket.State.OPEN);
        socket.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    @Tag("F38")
    void noMessageReachesTheServerTwiceHoweverTheConnectionEnds(Transports transports) {
        // A pong would be a POST too; but by its pings the server finds out that there is nobody left to poll.
        startAnew(Duration.ofSeconds(2), PING_TIMEOUT);
        int rounds = 10;
        for (int round = 0; round < rounds; round++) {
            EngineSocket socket = builder(transports).build();
            ready(socket, transports);
            resetTheAnswers(transports, round);
            for (int i = 0; i < 60; i++) {
                sendIfOpen(socket, "message " + round + "." + i);
            }
            assertThat(socket.closed().join().reason()).isIn(CloseReason.TRANSPORT_CLOSE, CloseReason.TRANSPORT_ERROR);
            proxy.noFaults();
        }
        // The server has read what there was of a session when it gives the session up.
        await().untilAsserted(() -> assertThat(atServer(Kind.CLOSED)).hasSize(rounds));
        assertThat(atServer(Kind.MESSAGE)).hasSizeGreaterThanOrEqualTo(rounds).doesNotHaveDuplicates();
    }

    private List<String> atServer(Kind kind) {
        return server.journal().entries().stream()
                .filter(entry -> entry.kind() == kind)
                .map(JournalEntry::text)
                .toList();
    }

    /** Resets the connection that carries messages in the middle of what the server says to them. */
    private void resetTheAnswers(Transports transports, int round) {
        int connections = proxy.connections().size();
        if (transports == Transports.POLLING) {
            // That of the first POST, which opens it, for the poll holds the one before.
            proxy.faultsOf(connections + 1, Fault.cutAfter(Direction.TO_CLIENT, 1 + 10 * round, Cut.RST));
        } else {
            proxy.faultsOf(connections, Fault.cutAfter(Direction.TO_CLIENT, 300 + 40 * round, Cut.RST));
        }
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsAreMeasuredOverEveryTransport(Transports transports) {
        startPatient(PING_INTERVAL);
        proxy.faults(Fault.latency(Duration.ofMillis(20)));
        Mailbox<Duration> times = new Mailbox<>("round trip");
        EngineSocket socket = builder(transports).onRoundTrip(times::put).build();
        ready(socket, transports);
        assertThat(times.take()).isBetween(Duration.ofMillis(40), Duration.ofSeconds(5));
        assertThat(times.take()).isBetween(Duration.ofMillis(40), Duration.ofSeconds(5));
        socket.close();
    }

    private static void sendIfOpen(EngineSocket socket, String text) {
        try {
            socket.send(text);
        } catch (IllegalStateException closed) {
            assertThat(closed).hasMessageContaining("close");
        }
    }
}
