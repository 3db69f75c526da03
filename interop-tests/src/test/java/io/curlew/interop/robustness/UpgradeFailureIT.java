package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.raw.HttpAnswer;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upgrades that do not work out, on sockets: what is sent meanwhile arrives all the same. */
class UpgradeFailureIT {
    private static final Duration UPGRADE_TIMEOUT = Duration.ofMillis(200);
    private static final Duration LATE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> NUMBERS =
            IntStream.range(0, 200).mapToObj(String::valueOf).toList();

    private final ConcurrentLinkedQueue<String> echoes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger upgradeErrors = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("refused as bad", refusing(HttpAnswer.text(400, "{\"code\":3,\"message\":\"Bad request\"}"))),
                arguments("forbidden", refusing(HttpAnswer.text(403, "no WebSockets here"))),
                arguments("not found", refusing(HttpAnswer.of(404))),
                arguments("answered with a page", refusing(HttpAnswer.text(200, "<html>"))),
                arguments("never answered", (EchoOverPolling.Script) (server, connection, request) -> {}),
                arguments("its connection reset", (EchoOverPolling.Script)
                        (server, connection, request) -> connection.reset()),
                arguments("its probe not answered", answering(List.of())),
                arguments("another text as answer", answering(List.of(RawFrame.text("3wrong")))),
                arguments("a message as answer", answering(List.of(RawFrame.text("4x")))),
                arguments("binary as answer", answering(List.of(RawFrame.binary((byte) 1)))),
                arguments("a close frame as answer", answering(List.of(RawFrame.close(1001, "going")))),
                arguments("its probe answered too late", (EchoOverPolling.Script) (server, connection, request) -> {
                    probed(connection, request);
                    connection.pause(UPGRADE_TIMEOUT.multipliedBy(3));
                    connection.send(RawFrame.text("3probe"));
                }),
                arguments("lost before the upgrade packet", (EchoOverPolling.Script) (server, connection, request) -> {
                    probed(connection, request);
                    server.holdPolls();
                    connection.send(RawFrame.text("3probe"));
                    connection.reset();
                }),
                arguments("the pending poll not released", (EchoOverPolling.Script) (server, connection, request) -> {
                    probed(connection, request);
                    server.holdPolls();
                    connection.send(RawFrame.text("3probe"));
                }));
    }

    private static EchoOverPolling.Script refusing(HttpAnswer answer) {
        return (server, connection, request) -> {
            connection.respond(answer);
            connection.endOutput();
        };
    }

    private static EchoOverPolling.Script answering(List<RawFrame> answers) {
        return (server, connection, request) -> {
            probed(connection, request);
            for (RawFrame answer : answers) {
                connection.send(answer);
            }
        };
    }

    private static void probed(RawConnection connection, HttpRequest request) throws IOException {
        connection.acceptWebSocket(request);
        assertThat(connection.readFrame().text()).isEqualTo("2probe");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    @Tag("F09")
    @Tag("F10")
    @Tag("F11")
    @Tag("F12")
    @Tag("F13")
    @Tag("F14")
    void leaveTheSessionOnPollingWithNothingLost(String what, EchoOverPolling.Script script) throws Exception {
        try (EchoOverPolling server = new EchoOverPolling(script);
                EngineSocket socket = connected(server)) {
            NUMBERS.forEach(socket::send);
            await().atMost(LONG).until(() -> upgradeErrors.get() == 1);
            expectEchoes(NUMBERS);
            socket.send("after");
            await().atMost(LONG).until(() -> echoes.contains("after"));
            assertThat(socket.transport()).contains(TransportType.POLLING);
            assertThat(server.webSocketGone().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(upgradeErrors).hasValue(1);
            assertThat(closes).hasValue(0);
        }
    }

    @Test
    @Tag("F11")
    void aProbeThatIsAnsweredLateIsAnsweredInTime() throws Exception {
        EchoOverPolling.Script late = (server, connection, request) -> {
            probed(connection, request);
            connection.pause(LATE);
            connection.send(RawFrame.text("3probe"));
            server.answerPoll(EchoOverPolling.NOOP);
            echoFrames(server, connection);
        };
        try (EchoOverPolling server = new EchoOverPolling(late);
                EngineSocket socket = connected(server, LONG)) {
            NUMBERS.forEach(socket::send);
            await().atMost(LONG).until(() -> socket.transport().equals(Optional.of(TransportType.WEBSOCKET)));
            socket.send("after");
            expectEchoes(Stream.concat(NUMBERS.stream(), Stream.of("after")).toList());
            assertThat(upgradeErrors).hasValue(0);
        }
    }

    private static void echoFrames(EchoOverPolling server, RawConnection connection) throws IOException {
        assertThat(connection.readFrame().text()).isEqualTo("5");
        server.sendUnpolled(connection);
        while (true) {
            RawFrame frame = connection.readFrame();
            if (frame.opcode() == RawFrame.CLOSE) {
                connection.send(RawFrame.close(1000, ""));
                return;
            }
            connection.send(RawFrame.text(frame.text()));
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(HttpAnswer.text(200, "1"), CloseReason.TRANSPORT_CLOSE),
                arguments(HttpAnswer.text(400, "{\"code\":1}"), CloseReason.TRANSPORT_ERROR),
                arguments(HttpAnswer.of(500), CloseReason.TRANSPORT_ERROR));
    }

    @ParameterizedTest
    @MethodSource("ends")
    @Tag("F15")
    void aPollThatEndsTheSessionWhileItComesToRestEndsTheWebSocketToo(HttpAnswer answer, CloseReason reason)
            throws Exception {
        EchoOverPolling.Script ending = (server, connection, request) -> {
            probed(connection, request);
            connection.send(RawFrame.text("3probe"));
            server.answerPoll(answer);
        };
        try (EchoOverPolling server = new EchoOverPolling(ending);
                EngineSocket socket = connected(server, LONG)) {
            EngineClose close = socket.closed().get(30, TimeUnit.SECONDS);
            assertThat(close.reason()).isEqualTo(reason);
            assertThat(server.webSocketGone().await(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(LONG).until(() -> closes.get() == 1);
        }
        assertThat(closes).hasValue(1);
    }

    @Test
    @Tag("F13")
    void aWebSocketLostAfterTheUpgradePacketEndsTheSessionOnce() throws Exception {
        EchoOverPolling.Script losing = (server, connection, request) -> {
            probed(connection, request);
            connection.send(RawFrame.text("3probe"));
            server.answerPoll(EchoOverPolling.NOOP);
            assertThat(connection.readFrame().text()).isEqualTo("5");
            connection.reset();
        };
        try (EchoOverPolling server = new EchoOverPolling(losing);
                EngineSocket socket = connected(server, LONG)) {
            EngineClose close = socket.closed().get(30, TimeUnit.SECONDS);
            assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            await().atMost(LONG).until(() -> closes.get() == 1);
        }
        assertThat(closes).hasValue(1);
        assertThat(upgradeErrors).hasValue(0);
    }

    private EngineSocket connected(EchoOverPolling server) {
        return connected(server, UPGRADE_TIMEOUT);
    }

    private EngineSocket connected(EchoOverPolling server, Duration upgradeTimeout) {
        EngineSocket socket = EngineSocket.builder(server.uri())
                .upgradeTimeout(upgradeTimeout)
                .onData(data -> echoes.add(data.text()))
                .onUpgradeError(error -> {
                    upgradeErrors.incrementAndGet();
                    server.releasePolls();
                })
                .onClose(close -> closes.incrementAndGet())
                .build();
        socket.connect().join();
        return socket;
    }

    private void expectEchoes(List<String> texts) {
        await().atMost(LONG).until(() -> echoes.size() >= texts.size());
        assertThat(echoes).containsExactlyElementsOf(texts);
    }
}
