package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import io.curlew.testserver.fault.ProxyConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session is recorded, then cut behind each of its bytes, in every way. Every tenth byte in the ordinary build.
 *
 * <p>Whatever the cut hits (an HTTP head, a chunk, a frame, the handshake of a WebSocket) there is one close signal,
 * soon, and what arrives was sent.
 */
@Tag("F05")
@Timeout(value = 20, unit = TimeUnit.MINUTES) // hundreds of sessions, each with a limit of its own
class CutIT {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final EngineData TEXT = EngineData.text("some text");
    private static final EngineData BINARY = EngineData.binary(new byte[256]);

    private enum How {
        FIN,
        RST,
        STALL
    }

    private record Place(int connection, Direction direction, int offset) {}

    /** What is cut: plain HTTP behind each byte, TLS behind fewer, since most of it is certificates. */
    private enum Line {
        PLAIN(SHORT, 64, Scale.of(10, 1)),
        /** Few at once: a handshake is work, and must not run into the timeouts. */
        TLS(SHORT.multipliedBy(5), 12, Scale.of(400, 10));

        private final Duration timeout;
        private final int parallel;
        private final int step;

        Line(Duration timeout, int parallel, int step) {
            this.timeout = timeout;
            this.parallel = parallel;
            this.step = step;
        }
    }

    private record Outcome(String what, AtomicInteger closes, List<EngineData> received) {
        /** One close signal, and nothing that was not sent, nor in part. */
        boolean isSound() {
            List<EngineData> sent = List.of(TEXT, BINARY);
            return closes.get() == 1
                    && received.size() <= sent.size()
                    && received.equals(sent.subList(0, received.size()));
        }
    }

    private final TlsPair tls = TlsPair.selfSigned();
    private ExecutorService runs;
    private EngineTestServer server;
    /** For what comes after the cut: its heartbeat stands the load of all these sessions. */
    private EngineTestServer patient;

    @AfterEach
    void stop() {
        runs.shutdownNow();
        server.close();
        patient.close();
    }

    @ParameterizedTest
    @EnumSource
    void everySessionThatIsCutEndsInOneCloseSignalAndTheNextOneWorks(Transports transports) throws Exception {
        start(Line.PLAIN);
        cutEverywhere(transports, Line.PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("F26")
    void everySessionOverTlsThatIsCutEndsInOneCloseSignalAndTheNextOneWorks(Transports transports) throws Exception {
        start(Line.TLS);
        cutEverywhere(transports, Line.TLS);
    }

    private void start(Line line) {
        runs = Executors.newFixedThreadPool(line.parallel);
        server = start(line, TestServer.builder().pingInterval(line.timeout).pingTimeout(line.timeout));
        patient = start(line, TestServer.builder());
    }

    private EngineTestServer start(Line line, TestServer.Builder builder) {
        EngineTestServer echoing = (line == Line.TLS ? builder.sslContext(tls.server()) : builder).buildEngine();
        echoing.onConnection(connection -> connection.onMessage(connection::send));
        echoing.start();
        return echoing;
    }

    private void cutEverywhere(Transports transports, Line line) throws Exception {
        List<Callable<Outcome>> cuts = new ArrayList<>();
        for (Place place : places(transports, line)) {
            for (How how : How.values()) {
                cuts.add(() -> run(transports, line, place, how));
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> outcome : runs.invokeAll(cuts)) {
            outcomes.add(outcome.get());
        }
        await().until(() ->
                outcomes.stream().allMatch(outcome -> outcome.closes().get() > 0));
        assertThat(outcomes).filteredOn(outcome -> !outcome.isSound()).isEmpty();
    }

    private List<Place> places(Transports transports, Line line) throws Exception {
        List<Place> places = new ArrayList<>();
        try (FaultProxy proxy = FaultProxy.to(patient.uri()).recording().start()) {
            Outcome whole = exchange(transports, LONG, proxy.uri(), "recorded");
            await().until(() -> whole.received().equals(List.of(TEXT, BINARY)));
            for (ProxyConnection connection : proxy.connections()) {
                for (Direction direction : Direction.values()) {
                    int length = connection.recorded(direction).length;
                    for (int offset = 0; offset <= length; offset += line.step) {
                        places.add(new Place(connection.index(), direction, offset));
                    }
                }
            }
        }
        assertThat(places).extracting(Place::direction).contains(Direction.values());
        assertThat(places).hasSizeGreaterThan(4);
        return places;
    }

    private Outcome run(Transports transports, Line line, Place place, How how) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.uri()).start()) {
            proxy.faultsOf(place.connection(), fault(place, how));
            Outcome outcome = exchange(transports, line.timeout, proxy.uri(), transports + ", " + place + ", " + how);
            connectAgain(transports, patient.uri());
            return outcome;
        }
    }

    private void connectAgain(Transports transports, URI uri) throws Exception {
        CompletableFuture<EngineData> echo = new CompletableFuture<>();
        EngineSocket next = build(EngineSocket.builder(uri), transports);
        next.onData(echo::complete);
        next.onClose(close -> echo.completeExceptionally(new IllegalStateException(close.toString())));
        Handshake unused = next.connect().get(20, TimeUnit.SECONDS);
        next.send(TEXT);
        assertThat(echo.get(20, TimeUnit.SECONDS)).isEqualTo(TEXT);
        EngineClose end = next.closeAsync().get(20, TimeUnit.SECONDS);
        assertThat(end.unsent()).isZero();
    }

    private static Fault fault(Place place, How how) {
        return switch (how) {
            case FIN -> Fault.cutAfter(place.direction(), place.offset(), Cut.FIN);
            case RST -> Fault.cutAfter(place.direction(), place.offset(), Cut.RST);
            case STALL -> Fault.stallAfter(place.direction(), place.offset());
        };
    }

    /** Connects, waits for the upgrade if there is to be one, exchanges two messages, and closes. */
    private Outcome exchange(Transports transports, Duration timeout, URI uri, String what) throws Exception {
        List<EngineData> received = new CopyOnWriteArrayList<>();
        AtomicInteger closes = new AtomicInteger();
        EngineSocket socket = build(
                EngineSocket.builder(uri)
                        .connectTimeout(timeout)
                        .requestTimeout(timeout)
                        .upgradeTimeout(timeout)
                        .closeTimeout(timeout)
                        .onClose(close -> closes.incrementAndGet()),
                transports);
        socket.onData(data -> {
            received.add(data);
            if (received.size() == 2) {
                var unused = socket.closeAsync();
            }
        });
        Runnable send = () -> {
            if (!socket.closed().isDone()) {
                sendIfOpen(socket);
            }
        };
        socket.onUpgrade(type -> send.run());
        socket.onUpgradeError(error -> send.run());
        if (transports != Transports.UPGRADE) {
            socket.onOpen(handshake -> send.run());
        }
        var unused = socket.connect();
        assertThat(socket.closed().get(20, TimeUnit.SECONDS)).isNotNull();
        return new Outcome(what, closes, received);
    }

    private static void sendIfOpen(EngineSocket socket) {
        try {
            socket.send(List.of(TEXT, BINARY));
        } catch (IllegalStateException closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageContaining("close");
        }
    }

    private EngineSocket build(EngineSocketBuilder builder, Transports transports) {
        return builder.sslContext(tls.client())
                .transports(transports.types().toArray(TransportType[]::new))
                .build();
    }
}
